import type { Code } from '../errors/codes/index.js'
import { fault, InstallerError } from '../errors/problem.js'
import type { HostFacts } from '../facts/host-facts.js'
import { gatherHost } from './ask-facts.js'
import type { EngineInput } from './engine.js'
import type { HostLink, Pause } from './host-link.js'

const PAUSE_SECONDS = 3
/** A server with much memory tests it for minutes before it boots. */
const LONGEST_SECONDS = 900

/** A machine that shows these is another one, or nobody knows. */
const FINAL: readonly Code[] = [
  'connection.host-key-changed',
  'connection.host-key-not-as-written',
  'connection.host-key-unconfirmed',
  'connection.known-hosts-unusable',
]

/** Asks a host until it answers, from a later boot where one is named. While it boots it may refuse all kinds of things. */
export async function awaitBack(
  input: EngineInput,
  link: HostLink,
  { bootId, signal }: { readonly bootId?: string | undefined; readonly signal?: AbortSignal },
  pause: Pause,
): Promise<HostFacts> {
  const begunAt = Date.now()
  let last: unknown
  for (let waited = 0; waited < LONGEST_SECONDS; waited += PAUSE_SECONDS) {
    try {
      const facts = await gatherHost(input, link, { signal })
      if (bootId === undefined || facts.identity.bootId !== bootId) return facts
      last = undefined
    } catch (error) {
      signal?.throwIfAborted()
      if (!(error instanceof InstallerError) || error.problems.some(({ code }) => FINAL.includes(code)))
        throw error
      last = error
    }
    // Tries that hang take time too.
    if (Date.now() - begunAt > LONGEST_SECONDS * 1000) break
    await link.drop()
    await pause(PAUSE_SECONDS, signal)
  }
  const { name: host } = link.host
  const [why] = last instanceof InstallerError ? last.problems : []
  const details = { host, minutes: LONGEST_SECONDS / 60, code: why?.code ?? 'same boot' }
  throw fault('maintain.not-back', details, { host }, last)
}
