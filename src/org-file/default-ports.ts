/** Ports of the network's sample inventory: what an operator finds in every older manual. */
export const DEFAULT_PORTS = {
  consul: { server: 8200, serfLan: 8300, serfWan: 8400, http: 8500, dns: 8600 },
  carrier: { pprof: 10032, rpc: 10033, rest: 10034, p2pUdp: 10035, p2pTcp: 10036 },
  via: 10031,
  admin: 9090,
  console: { http: 80, https: 443 },
  database: 3306,
} as const

/** Where the ports of fighters begin; the next one on a host gets the next free. */
export const FIGHTER_PORTS = {
  data: { grpc: 8700, tasks: 31000 },
  compute: { grpc: 8800, tasks: 41000 },
} as const

export const SSH_PORT = 22
