/** What of `carrier.yml` matters here. */
export interface CarrierConfig {
  readonly 'rpc-port': number
  readonly 'grpc-gateway-port': number
  readonly 'pprof-port': number
  readonly 'p2p-tcp-port': number
  readonly 'p2p-udp-port': number
  readonly 'p2p-host-ip': string
  readonly 'p2p-priv-key': string
  readonly 'discovery-server-ip': string
  readonly 'discovery-server-port': number
}
