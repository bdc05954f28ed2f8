import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test as plain } from 'vitest'
import { sh } from '../../src/lib/command.js'
import { problemOf } from './connecting.js'
import { aHost, apply, canMount, eventually, seenBy, taken } from './held-host.js'

const test = plain.skipIf(!canMount)

test('who comes second is told who holds the host, in which phase, and may change nothing', async () => {
  const { connect } = await aHost()
  const [first, second, looker] = [await connect(), await connect(), await connect()]
  expect(await seenBy(looker)).toBeUndefined()
  first.hold(apply('a'))
  expect(await seenBy(first)).toEqual({ state: 'mine' })
  second.hold(apply('b'))
  const other = { state: 'other', token: 'a', alive: true, seconds: expect.any(Number), phase: 'taking' }
  expect(await seenBy(second)).toEqual({ ...other, face: apply('a').face })
  expect((await problemOf(second.run(sh`echo changed`))).code).toBe('run.hold-lost')
  expect((await first.run(sh`echo changed`)).output).toBe('changed\n')
  first.hold(apply('a', 'carrier'))
  expect(await seenBy(first)).toEqual({ state: 'mine' })
  expect(await seenBy(looker)).toMatchObject({ state: 'other', phase: 'carrier' })
})

test('the hold ends with the connection, and not before what was begun', async () => {
  const { connect, folder } = await aHost()
  const [first, second] = [await connect(), await connect()]
  first.hold(apply('a'))
  const go = join(folder, 'go')
  const cut = first
    .run(sh`touch ${go}.begun; until [ -e ${go} ] || [ ! -d ${folder} ]; do sleep 0.02; done`)
    .catch(() => {})
  for (;;) if ((await second.run(sh`[ -e ${go}.begun ]`)).exitCode === 0) break
  await first.close()
  await cut
  const left = await eventually(second, 'other')
  for (let seen = left; seen?.state === 'other' && seen.alive; ) seen = await eventually(second, 'other')
  second.hold(apply('b'))
  expect(await seenBy(second)).toMatchObject({ state: 'other', token: 'a', alive: false })
  writeFileSync(go, '')
  await taken(second, apply('b'))
})

test('a lost connection has the host again, unless somebody else had it meanwhile', async () => {
  const { connect } = await aHost()
  const first = await connect()
  first.hold(apply('a'))
  await seenBy(first)
  await first.close()
  const again = await connect()
  await taken(again, { ...apply('a'), again: true })
  await again.close()
  const other = await connect()
  await taken(other, apply('b'))
  await other.close()
  const late = await connect()
  await eventually(late, undefined)
  late.hold({ ...apply('a'), again: true })
  expect(await seenBy(late)).toEqual({ state: 'lost' })
})

test('files go up under the same hold', async () => {
  const { connect, folder } = await aHost()
  const [first, second] = [await connect(), await connect()]
  const source = join(folder, 'source')
  writeFileSync(source, 'bytes')
  const sha256 = '277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9'
  const file = (name: string) => ({ source, path: join(folder, name), sha256, size: 5 })
  first.hold(apply('a'))
  await first.upload(file('target'))
  expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('bytes')
  second.hold(apply('b'))
  await seenBy(second)
  expect((await problemOf(second.upload(file('other')))).code).toBe('run.hold-lost')
})

test('of many who try at once, one has it', async () => {
  const { connect } = await aHost()
  const all = await Promise.all(Array.from({ length: 6 }, connect))
  for (const [i, one] of all.entries()) one.hold(apply(`t${i}`))
  const seen = await Promise.all(all.map(seenBy))
  expect(seen.filter((one) => one?.state === 'mine')).toHaveLength(1)
  expect(seen.filter((one) => one?.state === 'other')).toHaveLength(5)
})
