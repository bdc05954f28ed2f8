"""What every stand-in of a Metis service shares: gRPC over plain HTTP/2, Consul's agent API, addresses, keys."""
