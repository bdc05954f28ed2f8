import type { Say } from '../i18n/say.js'
import type { Charset } from './charset.js'

/** `45.2 MB`, decimal units, as disks and networks are sold. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const units = ['kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = -1
  while (unit < units.length - 1 && Number(value.toFixed(1)) >= 1000) {
    value /= 1000
    unit += 1
  }
  return `${value.toFixed(1)} ${units[unit]}`
}

/** `3d 4h`, `2h 5m`, `41s`: two units are enough to read an age. */
export function ageText(seconds: number, say: Say): string {
  const whole = Math.max(0, Math.floor(seconds))
  const parts = [
    [Math.floor(whole / 86_400), 'age.days'],
    [Math.floor(whole / 3600) % 24, 'age.hours'],
    [Math.floor(whole / 60) % 60, 'age.minutes'],
    [whole % 60, 'age.seconds'],
  ] as const
  const first = parts.findIndex(([value]) => value > 0)
  if (first === -1) return say('age.seconds', { count: 0 })
  return parts
    .slice(first, first + 2)
    .filter(([value]) => value > 0)
    .map(([count, word]) => say(word, { count }))
    .join(' ')
}

/** `0.4s`, `12.3s`, `2m 5s`. */
export function durationText(milliseconds: number, say: Say): string {
  return milliseconds < 60_000
    ? say('age.seconds', { count: (milliseconds / 1000).toFixed(1) })
    : ageText(milliseconds / 1000, say)
}

/** How much of something is done, as the two parts of a bar of `columns` columns; all empty when there is nothing to do. */
export function barParts(done: number, total: number, columns: number, charset: Charset): [string, string] {
  const share = total <= 0 ? 0 : Math.min(1, Math.max(0, done / total))
  const full = Math.floor(share * columns)
  const [filled, empty] = charset === 'ascii' ? ['#', '.'] : ['█', '░']
  return [filled.repeat(full), empty.repeat(columns - full)]
}
