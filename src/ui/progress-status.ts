import type { NodeProgress, Progress } from '../events/progress.js'
import type { Say } from '../i18n/say.js'
import { share } from '../wizard/run-mark.js'
import { bytesText } from './measure-text.js'
import { kindText } from './node-text.js'
import { printable } from './printable.js'
import { instanceOf } from './progress-place.js'
import { cut } from './wrap.js'

/** One line about now: `[52/125] h1 consul step consul-leader | waiting for a vote`. Empty when nothing runs. */
export function progressStatus(
  progress: Progress,
  running: readonly NodeProgress[],
  say: Say,
  width: number,
): string {
  if (progress.startedAt === undefined || progress.outcome !== undefined) return ''
  const [first] = running
  const { bytes, sent } = progress.total
  const parts = [
    `[${share(progress.total)}]`,
    ...(sent < bytes ? [`${bytesText(sent)}/${bytesText(bytes)}`] : []),
    ...(running.length > 1 ? [`+${running.length - 1}`] : []),
    ...(first === undefined ? [] : [nodeText(first, progress, say)]),
  ]
  return cut(parts.join(' '), width)
}

// The last line that it printed shows that it is alive.
function nodeText(node: NodeProgress, progress: Progress, say: Say): string {
  const owner = [node.host, instanceOf(node)].filter((part) => part !== '').join(' ')
  const said = printable(node.output.at(-1) ?? '').trim()
  return `${owner} ${kindText(progress, node.id, say)}${said === '' ? '' : ` | ${said}`}`
}
