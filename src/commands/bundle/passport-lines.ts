import type { Passport, PieceState } from '../../packing/passport.js'
import { bytesText } from '../../ui/measure-text.js'
import { printable } from '../../ui/printable.js'
import { pad } from '../../ui/wrap.js'
import type { Session } from '../session.js'
import { shortPath } from '../short-path.js'
import type { Covered } from './coverage-for.js'

export interface PassportLook {
  readonly passport: Passport
  readonly covered: Covered | undefined
  /** The signer was confirmed on this machine before. */
  readonly isKnown: boolean
}

/** What a bundle is, one line for each thing that somebody may want to know before it is used. */
export function passportLines(
  { say, paint, world }: Pick<Session, 'say' | 'paint' | 'world'>,
  { passport, covered, isKnown }: PassportLook,
): string[] {
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
    [
      say('passport.for'),
      [organisation ?? say('passport.any'), release].map(printable).join(say('card.and')),
    ],
    [say('passport.made'), say('passport.made-by', { at: created, version: printable(installer) })],
    [say('passport.machine'), `Linux x86-64, ${cpus.join(' + ')}`],
    [say('passport.systems'), names.length === 0 ? '-' : names.join(say('card.and'))],
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
    ['', say(isKnown ? 'passport.signer-known' : 'passport.signer-new')],
  ]
  const title = `${shortPath(bundle, world.workingDirectory)}  ${bytesText(size)}`
  return [paint('strong', title), ...rows.map(([name, text]) => `  ${pad(name, 14)}${text}`)]
}
