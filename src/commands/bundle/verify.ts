import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { defaultCacheDirectory } from '../../artifacts/cache-directory.js'
import { InstallerError, type Problem, problem } from '../../errors/problem.js'
import type { Passport } from '../../packing/passport.js'
import { trustSigner } from '../../packing/trusted-signers.js'
import { verifyBundle } from '../../packing/verify-bundle.js'
import { stateDirectory } from '../../state/state-directory.js'
import type { Call } from '../call.js'
import { EXIT, type ExitCode } from '../exit-code.js'
import type { Session } from '../session.js'
import { showProblems } from '../show-problems.js'
import { coverageFor } from './coverage-for.js'
import { givenBundle } from './given-bundle.js'
import { passportLines } from './passport-lines.js'
import { tellTransfer } from './tell-transfer.js'

/** Reads every byte of a bundle and says what it is, whether it is whole, and what it installs. Changes nothing. */
export async function bundleVerify(session: Session, { words }: Call): Promise<ExitCode> {
  const { world, say, print, emit } = session
  const [word] = words
  const path = word === undefined ? givenBundle(session) : resolve(world.workingDirectory, word)
  if (path === undefined) throw new InstallerError(problem('bundle.none-given'))
  const reading = tellTransfer(session, say('bundle.stage.verify'))
  const passport = await verifyBundle(path, {
    cacheDirectory: defaultCacheDirectory(world.env),
    signal: world.interrupts.stop,
    onProgress: reading.whole,
    now: world.now,
  }).finally(reading.end)
  const signer = await askWhoSigned(session, passport)
  const { covered, problems: ofTopology } = await coverageFor(session, passport)
  const problems = [...passport.problems, ...signer.problems, ...ofTopology]
  const isGood = problems.every(({ severity }) => severity !== 'error')
  print(...passportLines(session, { passport, covered, isKnown: signer.isKnown }), '')
  await showProblems(session, problems)
  emit({ type: 'passport', ...asData(passport), ok: isGood, ...(covered && { installs: covered.counts }) })
  const needsEarlier = [...passport.states.values()].includes('earlier')
  if (!isGood) print(session.paint('failed', say('bundle.bad')))
  else if (needsEarlier) print(session.paint('warning', say('bundle.good-but')))
  else print(session.paint('done', say('bundle.good')))
  return isGood ? EXIT.done : EXIT.failed
}

/** Looks, and remembers nobody: that is for those who use the bundle. */
async function askWhoSigned({ world, options }: Session, { bundle, signer, manifest }: Passport) {
  try {
    const problems = await trustSigner({
      stateDirectory: stateDirectory(world.env, homedir()),
      bundle,
      signer,
      created: manifest.created,
      ...(manifest.organisation === undefined ? {} : { organisation: manifest.organisation }),
      ...(options.bundleKey === undefined ? {} : { demanded: options.bundleKey }),
      confirm: async () => false,
      onlyLooks: true,
      now: world.now,
    })
    return { isKnown: true, problems }
  } catch (error) {
    if (!(error instanceof InstallerError)) throw error
    const problems: readonly Problem[] = error.problems.filter(
      ({ code }) => code !== 'bundle.signer-unconfirmed',
    )
    return { isKnown: false, problems }
  }
}

function asData({ bundle, kind, size, manifest, sum, signer, states, unexpected }: Passport) {
  const { organisation, release, created, installer, cpus, systems } = manifest
  return {
    bundle,
    kind,
    size,
    manifestSha256: sum,
    fingerprint: signer.fingerprint,
    ...(organisation === undefined ? {} : { organisation }),
    release,
    created,
    installer,
    cpus,
    systems: Object.keys(systems),
    pieces: manifest.pieces.map(({ id, sha256, size: bytes }) => ({
      id,
      sha256,
      size: bytes,
      state: states.get(id) ?? 'missing',
    })),
    unexpected,
  }
}
