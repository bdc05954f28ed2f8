import type { Problem } from '../../../src/errors/problem.js'
import { InstallerError, problem } from '../../../src/errors/problem.js'
import type { HostFacts } from '../../../src/facts/host-facts.js'
import type { DraftHost } from '../../../src/wizard/draft.js'
import type {
  OfferedKey,
  PasswordQuestion,
  ProbeAsk,
  ProbeStage,
  Workbench,
} from '../../../src/wizard/workbench.js'
import { factsOf } from '../../wizard/facts-of.js'

/** A connection that a screen has begun; the test says how it goes on. */
export interface FakeConnection {
  readonly host: DraftHost
  readonly reach: (stage: ProbeStage) => void
  readonly askKey: (key?: Partial<OfferedKey>) => Promise<boolean>
  readonly askPassword: (question?: Partial<PasswordQuestion>) => Promise<string | undefined>
  readonly succeed: (facts?: HostFacts) => void
  readonly fail: (code: Problem['code'], details?: Problem['details']) => void
}

/** Hosts that answer as a test wants. */
export function fakeHosts() {
  const connections: FakeConnection[] = []
  const probe: Workbench['probe'] = (host, ask, signal) =>
    new Promise((resolve, reject) => {
      connections.push(connectionTo(host, ask, resolve, reject))
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  const to = (name: string): FakeConnection => {
    const found = connections.findLast(({ host }) => host.name === name)
    if (found === undefined) throw new Error(`nobody has connected to ${name}`)
    return found
  }
  return { probe, to, connections }
}

function connectionTo(
  host: DraftHost,
  ask: ProbeAsk,
  resolve: (facts: HostFacts) => void,
  reject: (error: unknown) => void,
): FakeConnection {
  const { name, address, user } = host
  return {
    host,
    reach: ask.onStage,
    askKey: (key = {}) =>
      ask.hostKey({
        host: name,
        address,
        port: 22,
        type: 'ssh-ed25519',
        fingerprint: `SHA256:${name.padEnd(43, 'x')}`,
        command: 'ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub',
        ...key,
      }),
    askPassword: (question = {}) =>
      ask.password({
        kind: 'login',
        host: name,
        user,
        emptyMeansLoginPassword: false,
        wasRefused: false,
        ...question,
      }),
    succeed: (facts = factsFor(host)) => resolve(facts),
    fail: (code, details = {}) =>
      reject(
        new InstallerError(
          problem(code, { host: name, address, user, port: 22, ...details }, { host: name }),
        ),
      ),
  }
}

/** Facts that fit the answers: its own name, machine and address. */
export function factsFor({ name, address }: DraftHost, given: Parameters<typeof factsOf>[0] = {}): HostFacts {
  return factsOf({
    ...given,
    identity: {
      hostname: name,
      machineId: `machine-of-${name}`,
      addresses: [{ interface: 'eth0', address }],
      ...given.identity,
    },
  })
}
