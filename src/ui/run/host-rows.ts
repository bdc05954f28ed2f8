import type { Progress } from '../../events/progress.js'
import type { HostStrip } from '../../wizard/run-hosts.js'
import { doingWord } from '../../wizard/run-map.js'
import { share, shareOf } from '../../wizard/run-mark.js'
import { listWindow } from '../list-window.js'
import { kindText } from '../node-text.js'
import { fitSpans } from '../picture/fit-text.js'
import { SIGNS } from '../picture/glyphs.js'
import type { PictureLine, Span } from '../picture/picture.js'
import { textWidth } from '../picture/text-width.js'
import { printable } from '../printable.js'
import { instanceOf } from '../progress-place.js'
import { barParts } from '../screen/bar.js'
import { pad } from '../wrap.js'
import { markSpan, muted, plain, type RunLook } from './run-look.js'

export interface HostRowsInput {
  readonly strips: readonly HostStrip[]
  readonly progress: Progress
  /** Name of the host that is pointed at. */
  readonly focus?: string
  readonly rows: number
}

/** `▸◐ h3  ████░░░░ 12/31  starting carrier`: a strip per host, of many those around the focused one. */
export function hostRows({ strips, progress, focus, rows }: HostRowsInput, look: RunLook): PictureLine[] {
  const at = strips.findIndex(({ host }) => host === focus)
  const { shown, place } = listWindow(strips, at, rows, look.say)
  const width = Math.min(20, Math.max(0, ...shown.map(({ host }) => textWidth(printable(host)))))
  const shareWidth = Math.max(0, ...shown.map(({ counts }) => share(counts).length))
  const lines = shown.map((strip) =>
    hostRow(strip, progress, strip.host === focus, { width, shareWidth }, look),
  )
  return [...lines, ...place]
}

function hostRow(
  strip: HostStrip,
  progress: Progress,
  isFocused: boolean,
  { width, shareWidth }: { width: number; shareWidth: number },
  look: RunLook,
): PictureLine {
  const { counts, mark } = strip
  const { finished, all } = shareOf(counts)
  const bar = barParts(finished, all, look.columns >= 70 ? 12 : 6, look.charset)
  const pointer = isFocused ? SIGNS[look.charset].pointer : ' '
  const row: Span[] = [
    { text: pointer, strong: true },
    markSpan(mark, look),
    { text: ` ${pad(printable(strip.host), width)}  `, ...(isFocused ? { strong: true } : {}) },
    plain(bar[0]),
    muted(bar[1]),
    plain(` ${pad(share(counts), shareWidth, 'right')}  `),
    ...nowSpans(strip, progress, look),
  ]
  return fitSpans(row, look.columns, look.charset)
}

function nowSpans({ now, isTried, counts }: HostStrip, progress: Progress, { say }: RunLook): Span[] {
  if (isTried) return [{ text: say('run.host-lost'), meaning: 'warning' }]
  if (counts.lost) return [{ text: say('install.lost'), meaning: 'failed' }]
  if (now === undefined) return counts.failed > 0 ? [{ text: say('run.failed'), meaning: 'failed' }] : []
  const doing = say(doingWord(now, progress.command))
  const share = now.bytes > 0 ? ` ${Math.floor((100 * now.sent) / now.bytes)} %` : ''
  const owner = instanceOf(now)
  const what = `${doing}${owner === '' ? '' : ` ${printable(owner)}`}${share}`
  return [plain(what), muted(`  ${kindText(progress, now.id, say)}`)]
}
