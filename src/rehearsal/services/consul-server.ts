/** A Consul server that runs. */
export interface ConsulServer {
  readonly node: string
  readonly address: string
  readonly ports: { readonly server: number; readonly serf: number }
  readonly expect: number
  /** `address:port` of the serf ports that it joins. */
  readonly joins: readonly string[]
  /** Takes part in elections: some seconds after its start. */
  isVoter: boolean
  /** Had a leader before, by its data. */
  hasData: boolean
  readonly keys: Map<string, string>
  /** Those that have registered with this agent. */
  readonly services: Map<string, Registration>
  readonly save: () => void
}

export interface Registration {
  readonly ID: string
  readonly Name: string
  readonly Tags: readonly string[]
  readonly Address: string
  readonly Port: number
  /** Path that is asked over HTTP; absent: the port has to take connections. */
  readonly CheckPath?: string
}
