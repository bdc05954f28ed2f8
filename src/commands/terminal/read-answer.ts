import { StringDecoder } from 'node:string_decoder'
import { forTerminal, withoutUnseen } from '../../lib/unseen.js'
import { Interrupted } from '../program/session.js'

/** The part of a process that a question needs. */
export interface AnswerTerminal {
  readonly stdin: {
    readonly setRawMode: (raw: boolean) => unknown
    readonly on: (event: 'data' | 'end', listener: (chunk: Buffer) => void) => unknown
    readonly removeListener: (event: 'data' | 'end', listener: (chunk: Buffer) => void) => unknown
    readonly resume: () => unknown
    readonly pause: () => unknown
  }
  readonly stderr: { readonly write: (text: string) => unknown }
}

/**
 * Asks on stderr and reads one line from the terminal, key by key, so that a password is never echoed.
 * Rejects with `Interrupted` on Ctrl-C, on Ctrl-D, when the terminal goes away, and when `stop` asks for it.
 */
export function readAnswer(
  question: string,
  { stdin, stderr }: AnswerTerminal,
  { echo, stop }: { echo: boolean; stop?: AbortSignal },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = forTerminal(question)
    const decoder = new StringDecoder('utf8')
    let answer: readonly string[] = []
    const end = (finish: () => void) => {
      stdin.removeListener('data', onData)
      stdin.removeListener('end', onEnd)
      stop?.removeEventListener('abort', onEnd)
      stdin.setRawMode(false)
      stdin.pause()
      stderr.write('\n')
      finish()
    }
    const onEnd = () => end(() => reject(new Interrupted()))
    const onData = (chunk: Buffer) => {
      for (const key of keysOf(decoder.write(chunk))) {
        if (key === '\r' || key === '\n') return end(() => resolve(answer.join('')))
        if (key === CTRL_C || (key === CTRL_D && answer.length === 0)) return onEnd()
        answer = changed(answer, key)
      }
      // The whole line again: a Chinese character is two columns wide, and a backspace erases one.
      if (echo) stderr.write(`\r\u001b[2K${asked.slice(asked.lastIndexOf('\n') + 1)}${answer.join('')}`)
    }
    stderr.write(asked)
    stdin.setRawMode(true)
    stdin.on('data', onData)
    stdin.on('end', onEnd)
    stdin.resume()
    stop?.addEventListener('abort', onEnd)
    if (stop?.aborted) onEnd()
  })
}

const CTRL_C = '\u0003'
const CTRL_D = '\u0004'
const CTRL_U = '\u0015'

/** Characters and control keys; arrows and other escape sequences are dropped. */
function keysOf(text: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: keys are control characters
  return [...text.replace(/\u001b(?:\[[0-9;?]*[ -/]*[@-~]|O.|.)?/g, '')]
}

function changed(answer: readonly string[], key: string): readonly string[] {
  if (key === '\u007f' || key === '\b') return answer.slice(0, -1)
  if (key === CTRL_U) return []
  return withoutUnseen(key) === '' || answer.length >= MOST_CHARACTERS ? answer : [...answer, key]
}

/** Nobody types more; what is pasted beyond it is not taken. */
const MOST_CHARACTERS = 4096
