import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../../src/commands/terminal/read-answer.js'

/** A terminal whose keys are pressed by the test. */
function terminal() {
  const written: string[] = []
  const states: string[] = []
  const stdin = Object.assign(new EventEmitter(), {
    setRawMode: (raw: boolean) => states.push(raw ? 'raw' : 'cooked'),
    resume: () => states.push('reading'),
    pause: () => states.push('paused'),
  })
  const press = (keys: string | Buffer) => stdin.emit('data', Buffer.from(keys))
  return { stdin, stderr: { write: (text: string) => written.push(text) }, press, written, states }
}

describe('a question at the terminal', () => {
  it('reads a password without echo, and leaves the terminal as it was', async () => {
    const at = terminal()
    const answer = readAnswer('Password: ', at, { echo: false })
    at.press("p'a ß\u001b[A")
    at.press('x\u007f\r')

    expect(await answer).toBe("p'a ß")
    expect(at.written.join('')).toBe('Password: \n')
    expect(at.states).toEqual(['raw', 'reading', 'cooked', 'paused'])
    expect(at.stdin.listenerCount('data')).toBe(0)
  })

  it('puts characters together whose bytes come apart', async () => {
    const at = terminal()
    const answer = readAnswer('? ', at, { echo: false })
    const bytes = Buffer.from('密码')
    at.press(bytes.subarray(0, 2))
    at.press(bytes.subarray(2))
    at.press('\n')

    expect(await answer).toBe('密码')
  })

  it('shows what is typed when there is no secret in it', async () => {
    const at = terminal()
    const answer = readAnswer('Sure?\nName: ', at, { echo: true })
    at.press('ab\u0015c')
    at.press('\r')

    expect(await answer).toBe('c')
    expect(at.written).toEqual(['Sure?\nName: ', '\r\u001b[2KName: c', '\n'])
  })

  it('ends as interrupted on Ctrl-C, on Ctrl-D and when the terminal goes away', async () => {
    for (const leave of ['\u0003', 'half\u0003', '\u0004'] as const) {
      const at = terminal()
      const answer = readAnswer('? ', at, { echo: false })
      at.press(leave)
      await expect(answer).rejects.toMatchObject({ name: 'Interrupted' })
      expect(at.states.at(-1)).toBe('paused')
    }
    const gone = terminal()
    const answer = readAnswer('? ', gone, { echo: false })
    gone.stdin.emit('end')
    await expect(answer).rejects.toMatchObject({ name: 'Interrupted' })
  })

  it('ends as interrupted when the process is asked to stop from outside', async () => {
    const at = terminal()
    const outside = new AbortController()
    const answer = readAnswer('? ', at, { echo: false, stop: outside.signal })
    outside.abort()
    await expect(answer).rejects.toMatchObject({ name: 'Interrupted' })
    expect(at.states.at(-1)).toBe('paused')
  })
})
