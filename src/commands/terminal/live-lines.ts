import type { Output } from '../program/session.js'

/** Lines that stay, and below them one that is written anew all the time; without a terminal only the former. */
export interface LiveLines {
  readonly show: (lines: readonly string[], status: string) => void
  readonly end: () => void
}

/** Back to the beginning of the line, of which nothing stays. */
export const ERASE_LINE = '\r\u001b[2K'

export function liveLines(output: Output): LiveLines {
  let shown = ''
  const write = (lines: readonly string[], status: string) => {
    const erase = shown === '' ? '' : ERASE_LINE
    const kept = lines.map((line) => `${line}\n`).join('')
    if (kept === '' && status === shown) return
    shown = status
    output.write(erase + kept + status)
  }
  return {
    show: (lines, status) => write(lines, output.isTTY ? status : ''),
    end: () => write([], ''),
  }
}
