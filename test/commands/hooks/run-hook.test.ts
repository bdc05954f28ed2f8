import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type HookOrder, runHook } from '../../../src/commands/hooks/run-hook.js'
import { temporaryFolder } from '../../state/temporary-folder.js'

const order = (words: readonly string[], more: Partial<HookOrder> = {}): HookOrder => ({
  event: 'done',
  words,
  input: '{"event":"done"}\n',
  directory: temporaryFolder(),
  env: process.env,
  signal: new AbortController().signal,
  ...more,
})

test('the command gets the event on its standard input, in the folder, and its words as they stand', async () => {
  const directory = temporaryFolder()
  const script = 'printf "%s|" "$@" >words; cat >event; printenv METIS_SSH_PASSWORD >env; true'
  const words = ['sh', '-c', script, 'name', '$(touch evil); `id`', "it's"]
  const env = { ...process.env, METIS_SSH_PASSWORD: 'hunter2' }

  expect(await runHook(order(words, { directory, env }))).toBeUndefined()

  const read = (name: string) => readFileSync(join(directory, name), 'utf8')
  expect(read('words')).toBe("$(touch evil); `id`|it's|")
  expect(read('event')).toBe('{"event":"done"}\n')
  expect(read('env')).toBe('')
})

test('what it prints is told only when it fails', async () => {
  expect(await runHook(order(['sh', '-c', 'echo fine; exit 0']))).toBeUndefined()
  expect(await runHook(order(['sh', '-c', 'echo no such channel >&2; exit 4']))).toEqual({
    code: 'hook.failed',
    severity: 'warning',
    where: {},
    details: { event: 'done', command: 'sh -c echo no such channel >&2; exit 4', status: 4 },
    output: ['no such channel'],
  })
})

test('one that takes too long is ended with all that it has started', async () => {
  const directory = temporaryFolder()
  const words = ['sh', '-c', 'sleep 600 & echo $! >child; wait']

  const failed = await runHook(order(words, { directory, seconds: 0.3 }))

  expect(failed).toMatchObject({ code: 'hook.too-slow', details: { seconds: 0.3 } })
  const child = Number(readFileSync(join(directory, 'child'), 'utf8'))
  await expect.poll(() => isRunning(child)).toBe(false)
})

test('one that reads nothing and floods its output does no harm', async () => {
  const words = ['sh', '-c', 'exec <&-; yes chat | head -c 3000000; exit 1']
  const failed = await runHook(order(words, { input: 'x'.repeat(1_000_000) }))
  expect(failed?.output).toHaveLength(20)
})

test('a program that is not there is named', async () => {
  expect(await runHook(order(['./no-such-program']))).toMatchObject({
    code: 'hook.not-started',
    details: { reason: 'ENOENT', command: './no-such-program' },
  })
})

/** One that nobody has waited for yet is dead all the same. */
function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
