"""Stand-in of the carrier: same flags, files, ports, exit codes and registration, none of its computing."""
