import { access } from 'node:fs/promises'
import { resolve } from 'node:path'
import { defaultCacheDirectory } from '../../artifacts/cache-directory.js'
import { coverage, coverageProblems } from '../../bundle/coverage.js'
import { ORGANISATION_FILE } from '../../bundle/manifest.js'
import { ownReleasePath, ownReleasePiece } from '../../bundle/own-release.js'
import { wantedPieces } from '../../bundle/wanted-pieces.js'
import { parseYaml } from '../../catalog/parse-yaml.js'
import { ownRelease, readReleases } from '../../catalog/presets.js'
import { readOrganisation } from '../../catalog/read-organisation.js'
import { fault, type Problem, problemsOf } from '../../errors/problem.js'
import { parseTopology } from '../../org-file/parse-topology.js'
import type { Passport, PieceState } from '../../packing/passport.js'
import { readSmallPiece } from '../../packing/read-small-piece.js'
import { trustSigner } from '../../packing/trusted-signers.js'
import { verifyBundle } from '../../packing/verify-bundle.js'
import { bytesText } from '../../ui/measure-text.js'
import { pad, printable } from '../../ui/text.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Call, Session } from '../program/session.js'
import { showProblems } from '../terminal/show-problems.js'
import { trustInput } from './open-given.js'
import { tellTransfer } from './tell-transfer.js'

/** Reads every byte of a bundle and says what it is, whether it is whole, and what it installs. Changes nothing. */
export async function bundleVerify(session: Session, { words }: Call): Promise<ExitCode> {
  const { world, say, print, emit } = session
  const [word] = words
  const path = word === undefined ? session.bundle : resolve(world.workingDirectory, word)
  if (path === undefined) throw fault('bundle.none-given')
  const reading = tellTransfer(session, say('bundle.stage.verify'))
  const passport = await verifyBundle(path, {
    cacheDirectory: defaultCacheDirectory(world.env),
    signal: world.interrupts.stop,
    onProgress: reading.whole,
  }).finally(reading.end)
  const signer = await askWhoSigned(session, passport)
  const { covered, problems: ofTopology } = await coverageFor(session, passport)
  const problems = [...passport.problems, ...signer.problems, ...ofTopology]
  const isGood = problems.every(({ severity }) => severity !== 'error')
  print(...passportLines(session, passport, covered, signer.isKnown), '')
  await showProblems(session, problems)
  emit({ type: 'passport', ...asData(passport), ok: isGood, ...(covered && { installs: covered.counts }) })
  const needsEarlier = [...passport.states.values()].includes('earlier')
  if (!isGood) print(session.paint('failed', say('bundle.bad')))
  else if (needsEarlier) print(session.paint('warning', say('bundle.good-but')))
  else print(session.paint('done', say('bundle.good')))
  return isGood ? EXIT.done : EXIT.failed
}

/** Looks, and remembers nobody: that is for those who use the bundle. */
async function askWhoSigned(session: Session, passport: Passport) {
  const input = trustInput(session, passport, passport.manifest.organisation)
  try {
    const problems = await trustSigner({ ...input, confirm: async () => false, onlyLooks: true })
    return { isKnown: true, problems }
  } catch (error) {
    const problems = problemsOf(error).filter(({ code }) => code !== 'bundle.signer-unconfirmed')
    return { isKnown: false, problems }
  }
}

function asData({ bundle, kind, size, manifest, sum, signer, states, unexpected }: Passport) {
  const { organisation, release, created, installer, cpus, systems, pieces } = manifest
  const stateOf = (id: string) => states.get(id) ?? 'missing'
  return {
    bundle,
    kind,
    size,
    manifestSha256: sum,
    fingerprint: signer.fingerprint,
    organisation,
    release,
    created,
    installer,
    cpus,
    systems: Object.keys(systems),
    pieces: pieces.map(({ id, sha256, size }) => ({ id, sha256, size, state: stateOf(id) })),
    unexpected,
  }
}

/** What a bundle is, one line for each thing that somebody may want to know before it is used. */
function passportLines(
  { say, paint, shortPath }: Session,
  passport: Passport,
  covered: Covered | undefined,
  isSignerKnown: boolean,
) {
  const { bundle, size, manifest, signer, states, unexpected } = passport
  const { organisation, release, created, installer, systems, cpus, pieces } = manifest
  const count = (state: PieceState) => [...states.values()].filter((one) => one === state).length
  const earlier = count('earlier')
  const carried = pieces.length - earlier
  const bad = carried - count('good')
  const state = say(bad + unexpected.length === 0 ? 'passport.whole' : 'passport.not-whole', {
    count: carried,
    good: count('good'),
    bad,
  })
  const names = Object.entries(systems).map(([system, { packages }]) =>
    say('passport.system', { system, count: packages.length }),
  )
  const rows: readonly (readonly [string, string])[] = [
    [say('passport.for'), [organisation ?? say('passport.any'), release].map(printable).join(say('and'))],
    [say('passport.made'), say('passport.made-by', { at: created, version: printable(installer) })],
    [say('passport.machine'), `Linux x86-64, ${cpus.join(' + ')}`],
    [say('passport.systems'), names.length === 0 ? '-' : names.join(say('and'))],
    [
      say('passport.pieces'),
      paint(bad + unexpected.length === 0 ? 'done' : 'failed', state) +
        (earlier === 0 ? '' : say('passport.earlier', { count: earlier })),
    ],
    [
      say('passport.installs'),
      covered === undefined
        ? say('passport.no-topology')
        : say('passport.covers', { organisation: covered.organisation, ...covered.counts }),
    ],
    [say('passport.signer'), paint('strong', signer.fingerprint)],
    ['', say(isSignerKnown ? 'passport.signer-known' : 'passport.signer-new')],
  ]
  const title = `${shortPath(bundle)}  ${bytesText(size)}`
  return [paint('strong', title), ...rows.map(([name, text]) => `  ${pad(name, 14)}${text}`)]
}

interface Covered {
  readonly organisation: string
  readonly counts: { readonly have: number; readonly wanted: number }
}

/**
 * How far a bundle goes for the operator's topology: of `--file`, of `org.yaml` here, or else of the one that it was
 * made with. Without `covered` where there is none, or none that can be understood.
 */
async function coverageFor(
  session: Session,
  { bundle, manifest }: Passport,
): Promise<{ covered?: Covered; problems: readonly Problem[] }> {
  const parsed = await topologyOf(session, bundle, manifest.release)
  if (!parsed?.ok) return { problems: parsed?.problems ?? [] }
  const { topology, release } = parsed
  const { systems, cpus } = manifest
  const wanted = wantedPieces({ topology, release, systems: Object.keys(systems), cpus })
  const found = coverage(wanted, manifest)
  const counts = { have: found.have.length, wanted: wanted.length }
  const covered = { organisation: topology.organisation, counts }
  return { covered, problems: coverageProblems(found, bundle) }
}

async function topologyOf({ options, file, world }: Session, bundle: string, id: string) {
  const isHere = await access(file).then(
    () => true,
    () => false,
  )
  if (isHere || options.file !== undefined) return readOrganisation(file, world.presetsDirectory)
  // A damaged one is told with all other pieces.
  const bytes = await readSmallPiece(bundle, ORGANISATION_FILE).catch(() => undefined)
  if (bytes === undefined) return undefined
  const releases = await readReleases(world.presetsDirectory)
  const own = await readSmallPiece(bundle, ownReleasePiece(id)).catch(() => undefined)
  if (own !== undefined) releases.push(ownRelease(parseYaml(own.toString('utf8')), ownReleasePath(id)))
  return parseTopology(parseYaml(bytes.toString('utf8')), releases)
}
