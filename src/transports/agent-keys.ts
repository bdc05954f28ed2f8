import ssh2, { type ParsedKey } from 'ssh2'

export interface AgentKeys {
  readonly agent: InstanceType<typeof ssh2.BaseAgent>
  readonly offered: number
  /** That it has. */
  readonly all: number
}

/** The first `most` keys of an agent, or the one whose public half is given; `undefined` where it has none, or does not answer. */
export async function agentKeys(socket: string, most: number, only?: Buffer): Promise<AgentKeys | undefined> {
  const whole = new ssh2.OpenSSHAgent(socket)
  const all = await new Promise<readonly ParsedKey[]>((resolve) => {
    whole.getIdentities((error, keys = []) =>
      resolve(error ? [] : keys.filter((key) => 'getPublicSSH' in key)),
    )
  })
  const chosen = all.filter((key) => only === undefined || key.getPublicSSH().equals(only)).slice(0, most)
  return chosen.length === 0
    ? undefined
    : { agent: someOf(socket, chosen), offered: chosen.length, all: all.length }
}

function someOf(socket: string, keys: readonly ParsedKey[]) {
  class Some extends ssh2.OpenSSHAgent {
    override getIdentities(done: Parameters<InstanceType<typeof ssh2.OpenSSHAgent>['getIdentities']>[0]) {
      done(undefined, [...keys])
    }
  }
  return new Some(socket)
}
