import type { HostFacts } from '../../facts/host-facts.js'
import { buildHost } from '../../org-file/build-topology.js'
import { ALL_PACKAGES } from '../../roles/packages.js'
import { askFacts } from '../../runner/ask-facts.js'
import type { ConnectOptions, OfferedHostKey } from '../../transports/connect-options.js'
import type { DraftHost } from '../../wizard/draft.js'
import type { ProbeAsk } from '../../wizard/workbench.js'
import { consoleCommand } from '../organisation/credentials.js'
import type { Machines } from '../organisation/machines.js'
import type { Keyring } from './keyring.js'

export interface ProbeInput {
  readonly machines: Machines
  readonly host: DraftHost
  readonly ask: ProbeAsk
  readonly keyring: Keyring
  readonly places: Pick<ConnectOptions, 'knownHostsPath' | 'homeDirectory' | 'baseDirectory' | 'agentSocket'>
  readonly installDirectory: string
  readonly signal: AbortSignal
}

/** Connects to a host that is in no organisation yet, becomes root there, and asks for all facts. */
export async function probe(input: ProbeInput): Promise<HostFacts> {
  const { machines, ask, signal, installDirectory } = input
  const { name, ...entry } = input.host
  const transport = await machines.connect(buildHost(name, entry), {
    ...input.places,
    ...answering(input.keyring, ask),
    secrets: noSecret,
    maskedValues: input.keyring.values,
    onStage: ask.onStage,
    signal,
  })
  try {
    ask.onStage('facts')
    const questions = { installDirectory, packages: ALL_PACKAGES, health: {}, asked: {} }
    return await askFacts(transport, name, questions, signal)
  } finally {
    await transport.close()
  }
}

/** The two questions of a connection, answered on a screen. */
export function answering(
  keyring: Keyring,
  ask: ProbeAsk,
): Pick<ConnectOptions, 'credentials' | 'confirmHostKey'> {
  return {
    credentials: keyring.asking(ask.password),
    confirmHostKey: (key: OfferedHostKey) => ask.hostKey({ ...key, command: consoleCommand(key) }),
  }
}

function noSecret(name: string): string {
  throw new Error(`looking at a host needs no secret, not ${name}`)
}
