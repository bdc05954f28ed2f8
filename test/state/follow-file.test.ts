import { appendFileSync, mkdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { followFile } from '../../src/state/follow-file.js'
import { problemsOfAsync } from './problem-of.js'
import { temporaryFolder } from './temporary-folder.js'

/** Follows a file in an empty folder; what is done to it is done between two reads. */
function following({ isOver = () => false }: { isOver?: () => boolean } = {}) {
  const path = join(temporaryFolder(), 'run.jsonl')
  const leave = new AbortController()
  const lines = followFile(path, { isOver, signal: leave.signal })
  // Whoever reads by hand has to let go by hand: Node.js 26 ends at a file that nobody closed.
  onTestFinished(async () => {
    leave.abort()
    await lines.return(undefined)
  })
  const next = async (): Promise<readonly string[] | undefined> => {
    const { value, done } = await lines.next()
    return done === true ? undefined : value
  }
  return { path, leave, next }
}

test('gives whole lines as they come, however they were cut', async () => {
  const { path, next, leave } = following()
  writeFileSync(path, 'one\ntw')
  expect(await next()).toEqual(['one'])
  const coming = next()
  appendFileSync(path, 'o\nthree\nfo')
  expect(await coming).toEqual(['two', 'three'])
  appendFileSync(path, 'ur\n')
  expect(await next()).toEqual(['four'])
  leave.abort()
  expect(await next()).toBeUndefined()
})

test('keeps a character together that was written in two parts', async () => {
  const { path, next, leave } = following()
  const bytes = Buffer.from('目录\n目\n')
  writeFileSync(path, bytes.subarray(0, 8))
  expect(await next()).toEqual(['目录'])
  appendFileSync(path, bytes.subarray(8))
  expect(await next()).toEqual(['目'])
  leave.abort()
})

test('reads a line that is longer than a look', async () => {
  let isOver = false
  const { path, next } = following({ isOver: () => isOver })
  const long = 'x'.repeat(700_000)
  writeFileSync(path, `a\n${long}\nb\n`)
  const seen: string[] = []
  while (seen.length < 3) seen.push(...((await next()) ?? []))
  expect(seen).toEqual(['a', long, 'b'])
  isOver = true
  expect(await next()).toBeUndefined()
})

test('waits for a file that is not there yet', async () => {
  const { path, next, leave } = following()
  const coming = next()
  writeFileSync(path, 'here\n')
  expect(await coming).toEqual(['here'])
  leave.abort()
})

test('begins again with a file that was cut or replaced', async () => {
  const { path, next, leave } = following()
  writeFileSync(path, 'one\ntwo\nthr')
  expect(await next()).toEqual(['one', 'two'])
  truncateSync(path)
  appendFileSync(path, 'new\n')
  expect(await next()).toEqual(['new'])
  writeFileSync(`${path}.other`, 'another one, and longer\n')
  renameSync(`${path}.other`, path)
  expect(await next()).toEqual(['another one, and longer'])
  leave.abort()
})

test('reads the last words of a writer that is gone, leaves out half a line, and ends', async () => {
  const looks = [false, true]
  const { path, next } = following({ isOver: () => looks.shift() ?? true })
  writeFileSync(path, 'one\n')
  expect(await next()).toEqual(['one'])
  appendFileSync(path, 'two\nthr')
  expect(await next()).toEqual(['two'])
  expect(await next()).toBeUndefined()
})

test('sees that the writer is gone although the file tells nothing any more', async () => {
  let isOver = false
  const { path, next } = following({ isOver: () => isOver })
  writeFileSync(path, 'one\n')
  expect(await next()).toEqual(['one'])
  const end = next()
  isOver = true
  expect(await end).toBeUndefined()
})

test('is left at once', async () => {
  const { path, next, leave } = following()
  writeFileSync(path, 'one\n')
  expect(await next()).toEqual(['one'])
  const end = next()
  leave.abort()
  expect(await end).toBeUndefined()
})

test('says why a file can not be read', async () => {
  const { path, next } = following()
  mkdirSync(path)
  const [problem] = await problemsOfAsync(next())
  expect(problem?.code).toBe('state.file-unreadable')
})
