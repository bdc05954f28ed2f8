import { askHttp } from './ask-http.js'
import type { Lab } from './lab.js'

/** What the agent that all services of an organisation register with says of them. */
export interface ConsulAgent {
  /** Service ids by name, sorted, whatever their checks say. */
  services(): Promise<Readonly<Record<string, readonly string[]>>>
  /** Ids of all services that pass every check, sorted. */
  passing(): Promise<readonly string[]>
  leader(): Promise<string>
  /** Names of the servers that are alive, sorted. */
  aliveServers(): Promise<readonly string[]>
  /** Addresses of all that count for the quorum, sorted. */
  peers(): Promise<readonly string[]>
  /** Names of all nodes that the catalog knows, sorted. */
  nodes(): Promise<readonly string[]>
  /** Below `metis/`. */
  keys(): Promise<Readonly<Record<string, string>>>
}

/** Asks by the operator's token, where its host has one. */
export function consulAgent(lab: Lab, address: string, port = 8500): ConsulAgent {
  const get = async (path: string) => {
    const by = await operatorAt(lab, address)
    const { status, body } = await askHttp(lab, `http://${address}:${port}/v1${path}`, undefined, by)
    // Without a leader and while it starts it has no answers.
    return status === 200 ? (JSON.parse(body) as unknown) : undefined
  }
  return {
    services: async () => {
      const found = Object.values(((await get('/agent/services')) ?? {}) as Record<string, ServiceEntry>)
      const names = [...new Set(found.map(({ Service }) => Service))].sort()
      return Object.fromEntries(
        names.map((name) => [
          name,
          found
            .filter(({ Service }) => Service === name)
            .map(({ ID }) => ID)
            .sort(),
        ]),
      )
    },
    passing: async () => {
      const checks = Object.values(((await get('/agent/checks')) ?? {}) as Record<string, CheckEntry>)
      const ids = [...new Set(checks.flatMap(({ ServiceID }) => (ServiceID === '' ? [] : [ServiceID])))]
      return ids
        .filter((id) => checks.every(({ ServiceID, Status }) => ServiceID !== id || Status === 'passing'))
        .sort()
    },
    leader: async () => ((await get('/status/leader')) ?? '') as string,
    aliveServers: async () => {
      const members = ((await get('/agent/members')) ?? []) as MemberEntry[]
      return members
        .filter(({ Status, Tags }) => Status === ALIVE && Tags.role === 'consul')
        .map(({ Name }) => Name)
        .sort()
    },
    peers: async () => (((await get('/status/peers')) ?? []) as string[]).toSorted(),
    nodes: async () =>
      (((await get('/catalog/nodes')) ?? []) as { Node: string }[]).map(({ Node }) => Node).toSorted(),
    keys: async () => {
      const entries = ((await get('/kv/metis/?recurse')) ?? []) as KeyEntry[]
      return Object.fromEntries(
        entries.map(({ Key, Value }) => [Key, Buffer.from(Value ?? '', 'base64').toString()]),
      )
    },
  }
}

/** `token` is absent where Consul answers everybody. */
export async function operatorAt(lab: Lab, address: string): Promise<{ readonly token?: string }> {
  const host = Object.values(lab.hosts).find((one) => one.address === address)
  const file = `unit=/etc/systemd/system/metis-consul.service
cat "$(sed -n 's,^ExecStart=\\(.*\\)/consul/current/.*,\\1,p' "$unit")/consul/config/consul.env"`
  const { stdout } = host === undefined ? { stdout: '' } : await host.exec(file)
  const token = /^CONSUL_HTTP_TOKEN=(.+)$/m.exec(stdout)?.[1]
  return token === undefined ? {} : { token }
}

const ALIVE = 1

interface ServiceEntry {
  readonly ID: string
  readonly Service: string
}

interface CheckEntry {
  readonly ServiceID: string
  readonly Status: string
}

interface MemberEntry {
  readonly Name: string
  readonly Status: number
  readonly Tags: Readonly<Record<string, string>>
}

interface KeyEntry {
  readonly Key: string
  readonly Value: string | null
}
