import { homedir } from 'node:os'
import { defaultCacheDirectory } from '../../artifacts/cache-directory.js'
import { type OpenBundle, openBundle } from '../../packing/open-bundle.js'
import type { Passport } from '../../packing/passport.js'
import { trustSigner } from '../../packing/trusted-signers.js'
import { stateDirectory } from '../../state/state-directory.js'
import type { Session } from '../program/session.js'
import { isYes } from '../terminal/ask.js'
import { showProblems } from '../terminal/show-problems.js'
import { tellTransfer } from './tell-transfer.js'

/**
 * A bundle with every piece checked and at hand. Whoever signed it is asked about at first sight, and `--yes` is no
 * answer to that. `organisation` is whose topology it is for; else the bundle says. Throws `bundle.*`.
 */
export async function openGiven(
  session: Session,
  bundle: string,
  { organisation, signal }: { readonly organisation?: string; readonly signal?: AbortSignal } = {},
): Promise<OpenBundle> {
  const { world, say } = session
  const telling = tellTransfer(session, say('bundle.stage.open'))
  return openBundle(bundle, {
    cacheDirectory: defaultCacheDirectory(world.env),
    trust: async ({ signer, manifest }) => {
      const whose = organisation ?? manifest.organisation
      const warnings = await trustSigner({
        ...trustInput(session, { bundle, signer, manifest }, whose),
        confirm: (fingerprint) => confirmSigner(session, bundle, fingerprint),
      })
      await showProblems(session, warnings, session.note)
    },
    signal: signal ?? world.interrupts.stop,
    onProgress: telling.whole,
  }).finally(telling.end)
}

/** All but how it is confirmed; `organisation` is whose topology the bundle is for. */
export function trustInput(
  { world, options }: Session,
  { bundle, signer, manifest }: Pick<Passport, 'bundle' | 'signer' | 'manifest'>,
  organisation: string | undefined,
) {
  return {
    stateDirectory: stateDirectory(world.env, homedir()),
    bundle,
    signer,
    created: manifest.created,
    ...(organisation === undefined ? {} : { organisation }),
    ...(options.bundleKey === undefined ? {} : { demanded: options.bundleKey }),
    now: world.now,
  }
}

async function confirmSigner({ ask, say, note, shortPath }: Session, bundle: string, fingerprint: string) {
  if (ask === undefined) return false
  note(say('bundle.first-sight', { bundle: shortPath(bundle), fingerprint }), '')
  return isYes(await ask.line(say('question.yes-no', { question: say('bundle.confirm') })))
}
