import { homedir } from 'node:os'
import { defaultCacheDirectory } from '../../artifacts/cache-directory.js'
import { type OpenBundle, openBundle } from '../../packing/open-bundle.js'
import { trustSigner } from '../../packing/trusted-signers.js'
import { stateDirectory } from '../../state/state-directory.js'
import type { Session } from '../program/session.js'
import { isYes } from '../terminal/ask.js'
import { showProblems } from '../terminal/show-problems.js'
import { tellTransfer } from './tell-transfer.js'

export interface OpenGivenOptions {
  /** Whose topology it is for; else the bundle says. */
  readonly organisation?: string
  /** Bytes; without it, the session's operator is told. */
  readonly onProgress?: (done: number, total: number) => void
  readonly signal?: AbortSignal
}

/**
 * A bundle with every piece checked and at hand. Whoever signed it is asked about at first sight, and `--yes` is no
 * answer to that. Throws `bundle.*`.
 */
export async function openGiven(
  session: Session,
  bundle: string,
  { organisation, onProgress, signal }: OpenGivenOptions = {},
): Promise<OpenBundle> {
  const { world, say, options } = session
  const telling = tellTransfer(session, say('bundle.stage.open'))
  try {
    return await openBundle(bundle, {
      cacheDirectory: defaultCacheDirectory(world.env),
      trust: async ({ signer, manifest }) => {
        const whose = organisation ?? manifest.organisation
        const warnings = await trustSigner({
          stateDirectory: stateDirectory(world.env, homedir()),
          bundle,
          signer,
          created: manifest.created,
          ...(whose === undefined ? {} : { organisation: whose }),
          ...(options.bundleKey === undefined ? {} : { demanded: options.bundleKey }),
          confirm: (fingerprint) => confirmSigner(session, bundle, fingerprint),
          now: world.now,
        })
        await showProblems(session, warnings, session.note)
      },
      signal: signal ?? world.interrupts.stop,
      onProgress: onProgress ?? telling.whole,
      now: world.now,
    })
  } finally {
    telling.end()
  }
}

async function confirmSigner({ ask, say, note, shortPath }: Session, bundle: string, fingerprint: string) {
  if (ask === undefined) return false
  note(say('bundle.first-sight', { bundle: shortPath(bundle), fingerprint }), '')
  return isYes(await ask.line(say('question.yes-no', { question: say('bundle.confirm') })))
}
