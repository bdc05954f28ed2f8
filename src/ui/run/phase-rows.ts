import { share, shareOf } from '../../wizard/run-mark.js'
import type { PhaseStrip } from '../../wizard/run-phases.js'
import { durationText } from '../measure-text.js'
import { phaseText } from '../phase-text.js'
import { fitSpans } from '../picture/fit-text.js'
import { SIGNS } from '../picture/glyphs.js'
import type { PictureLine } from '../picture/picture.js'
import { textWidth } from '../picture/text-width.js'
import { barParts } from '../screen/bar.js'
import { pad } from '../wrap.js'
import { markSpan, muted, plain, type RunLook } from './run-look.js'

/** `◐ carrier   3/12   1m 2s`: every phase with its counts and the time it took so far. */
export function phaseRows(strips: readonly PhaseStrip[], look: RunLook): PictureLine[] {
  const names = strips.map(({ phase }) => phaseText(phase, look.say))
  const shares = strips.map(({ counts }) => share(counts))
  const took = strips.map(({ milliseconds }) =>
    milliseconds === undefined ? '' : durationText(milliseconds, look.say),
  )
  const tookWidth = Math.max(7, ...took.map(textWidth))
  const width = Math.max(0, ...names.map(textWidth))
  const shareWidth = Math.max(0, ...shares.map((share) => share.length))
  const barWidth = look.columns >= width + shareWidth + 40 ? 20 : 0
  return strips.map(({ mark, counts }, i) => {
    const { failed } = counts
    const { finished, all } = shareOf(counts)
    const bar = barParts(finished, all, barWidth, look.charset)
    return fitSpans(
      [
        plain(' '),
        markSpan(mark, look),
        plain(` ${pad(names[i] ?? '', width)}  `),
        plain(bar[0]),
        muted(bar[1] + (barWidth === 0 ? '' : '  ')),
        plain(pad(shares[i] ?? '', shareWidth, 'right')),
        muted(took[i] === '' ? '' : `  ${pad(took[i] ?? '', tookWidth, 'right')}`),
        ...(failed === 0
          ? []
          : [{ text: `  ${SIGNS[look.charset].marks.failed} ${failed}`, meaning: 'failed' } as const]),
      ],
      look.columns,
      look.charset,
    )
  })
}
