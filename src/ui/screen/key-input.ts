import { Readable } from 'node:stream'
import { F1 } from './press.js'

/**
 * A terminal's keyboard as Ink may read it: one press at a time, however many arrive together (keys typed while the
 * program was busy), and what was pasted as one text, so that its line ends don't count as Enter.
 */
export function keyInput(terminal: NodeJS.ReadStream): NodeJS.ReadStream {
  const waiting: string[] = []
  let rest = ''
  let isFlowing = false
  const input = new Readable({ read: () => {}, encoding: 'utf8' })

  const deliver = () => {
    const next = waiting.shift()
    if (next === undefined) {
      isFlowing = false
      return
    }
    isFlowing = true
    input.push(next)
    // The next press must meet the screen that this one has made.
    setImmediate(deliver)
  }
  const onData = (chunk: Buffer | string) => {
    const split = splitInput(rest + chunk.toString())
    rest = split.rest
    waiting.push(...split.presses)
    if (!isFlowing) deliver()
  }

  return Object.assign(input, {
    isTTY: true,
    setRawMode: (isRaw: boolean) => {
      terminal.setRawMode(isRaw)
      terminal.off('data', onData)
      if (isRaw) {
        terminal.setEncoding('utf8')
        terminal.on('data', onData)
        terminal.resume()
      } else terminal.pause()
      return input
    },
    ref: () => terminal.ref(),
    unref: () => terminal.unref(),
  }) as unknown as NodeJS.ReadStream
}

const PASTE_BEGIN = '\u001b[200~'
const PASTE_END = '\u001b[201~'

/** Presses, each as the terminal sent it; `rest` is the begin of a paste whose end has not come yet. */
export function splitInput(data: string): { presses: string[]; rest: string } {
  const begin = data.indexOf(PASTE_BEGIN)
  if (begin < 0) return { presses: keysIn(data), rest: '' }
  const before = keysIn(data.slice(0, begin))
  const end = data.indexOf(PASTE_END, begin)
  if (end < 0) return { presses: before, rest: data.slice(begin) }
  const pasted = data.slice(begin + PASTE_BEGIN.length, end).replaceAll('\u001b', '')
  const after = splitInput(data.slice(end + PASTE_END.length))
  return { presses: [...before, ...(pasted === '' ? [] : [pasted]), ...after.presses], rest: after.rest }
}

/** Escape sequences stay whole; every other character is a press of its own. */
function keysIn(data: string): string[] {
  return (data.match(PRESS) ?? []).map((press) => {
    if (press === '\n') return ENTER
    return F1_SEQUENCES.includes(press) ? F1 : press
  })
}

/** One that was pressed before the screen listened has been made a line end by the terminal. */
const ENTER = '\r'

/** Of xterm, rxvt and the Linux console; Ink keeps function keys to itself. */
const F1_SEQUENCES = ['\u001bOP', '\u001b[11~', '\u001b[[A']

// biome-ignore lint/suspicious/noControlCharactersInRegex: keys that type nothing are sent as escape sequences
const PRESS = /\u001b\u001b?\[\[?[0-9;]*[ -/]*[@-~]|\u001bO[ -~]|\u001b[ -~]|[\s\S]/gu
