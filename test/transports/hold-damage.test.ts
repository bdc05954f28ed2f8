import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test as plain } from 'vitest'
import { actionFunctions } from '../../src/actions/action-functions.js'
import { sh } from '../../src/lib/command.js'
import { problemOf } from './connecting.js'
import { aHost, apply, canMount, seenBy, taken } from './held-host.js'

const test = plain.skipIf(!canMount)

/** Somebody who has the lock until he is let go. */
async function lockedBy(folder: string) {
  const holder = spawn('flock', [join(folder, 'lock'), 'sh', '-c', 'echo locked; exec cat'])
  const ended = once(holder, 'close')
  onTestFinished(() => void holder.kill('SIGKILL'))
  await once(holder.stdout, 'data')
  return async () => {
    holder.stdin.end()
    await ended
  }
}

const nobody = { state: 'other', alive: false }
test.each([
  ['nothing', '', { ...nobody, token: '', seconds: 0 }],
  ['a line without an end', 'a', { ...nobody, token: 'a' }],
  ['bytes', Buffer.from([0, 255, 27, 10, 0, 7, 10]), nobody],
  ['far too much', 'x'.repeat(5_000_000), nobody],
  [
    "another program's pid",
    `a\n${process.pid}\n1\ncarrier\n{}\n`,
    { ...nobody, token: 'a', phase: 'carrier' },
  ],
  ['a time in octal', 'a\n1\n0000000008\ncarrier\n{}\n', { ...nobody, token: 'a', phase: 'carrier' }],
] as const)(
  'a mark that holds %s keeps nobody from seeing that, and goes by itself',
  async (_, content, seen) => {
    const { folder, connect } = await aHost()
    writeFileSync(join(folder, 'holder'), content)
    const letGo = await lockedBy(folder)
    const [second, looker] = [await connect(), await connect()]
    second.hold(apply('b'))
    expect(await seenBy(second)).toMatchObject(seen)
    expect(await seenBy(looker)).toMatchObject(seen)
    await letGo()
    await taken(second, apply('b'))
    expect(await seenBy(looker)).toMatchObject({ state: 'other', alive: true, token: 'b' })
  },
)

test.each([
  ['a folder in place of the mark', 'mkdir -p /run/metis-hold/holder'],
  ['a folder in place of the lock', 'mkdir -p /run/metis-hold/lock'],
  ['a file in place of the folder', 'mount -t tmpfs none /run && : >/run/metis-hold'],
  ['no space', 'mount -t tmpfs -o size=4k none /run/metis-hold && echo old >/run/metis-hold/holder'],
  ['no flock', 'mount --bind /dev/null "$(command -v flock)"'],
])('%s is told, and nobody believes to hold the host or that somebody else does', async (_, prepare) => {
  const { connect } = await aHost({ prepare })
  const one = await connect()
  expect(await seenBy(one)).toBeUndefined()
  one.hold(apply('a'))
  expect(await seenBy(one)).toEqual({ state: 'impossible' })
  expect((await problemOf(one.run(sh`echo changed`))).code).toBe('run.hold-lost')
})

test('a shell that had to be ended has the host taken by the next one', async () => {
  const one = await (await aHost()).connect()
  const late = one.run(sh`sleep 1000`, { changesNothing: true, timeoutSeconds: 0.1 })
  expect((await problemOf(late)).code).toBe('connection.script-timed-out')
  one.hold(apply('a'))
  expect(await seenBy(one)).toEqual({ state: 'mine' })
})

test('a look that hangs keeps no hold', async () => {
  const { folder, connect } = await aHost()
  const [first, second] = [await connect(), await connect()]
  const go = join(folder, 'go')
  first.hold(apply('a'))
  const look = first
    .run(sh`touch ${go}.begun; until [ -e ${go} ] || [ ! -d ${folder} ]; do sleep 0.02; done`, {
      changesNothing: true,
    })
    .catch(() => {})
  for (;;) if ((await second.run(sh`[ -e ${go}.begun ]`)).exitCode === 0) break
  await first.close()
  await taken(second, apply('b'))
  writeFileSync(go, '')
  await look
})

test('a run has its host again before the host has noticed that its connection was lost', async () => {
  const { folder, connect } = await aHost()
  const [first, again] = [await connect(), await connect()]
  const go = join(folder, 'go')
  first.hold(apply('a'))
  const cut = first
    .run(sh`touch ${go}.begun; until [ -e ${go} ] || [ ! -d ${folder} ]; do sleep 0.02; done`)
    .catch(() => {})
  for (;;) if ((await again.run(sh`[ -e ${go}.begun ]`)).exitCode === 0) break
  again.hold({ ...apply('a'), again: true })
  expect(await seenBy(again)).toMatchObject({ state: 'other', token: 'a' })
  // What was cut off comes to its end first.
  again.hold({ ...apply('a'), again: true })
  expect(await seenBy(again)).toMatchObject({ state: 'other', token: 'a', alive: false })
  writeFileSync(go, '')
  await taken(again, { ...apply('a'), again: true })
  await first.close()
  await cut
})

test('what packages start does not keep the hold, which stays until they are installed', async () => {
  const one = await (await aHost()).connect()
  one.hold(apply('a'))
  const holds = sh`holds() { for at in /proc/$BASHPID/fd/*; do [ ! "$at" -ef /run/metis-hold/lock ] || return 0; done; return 1; }`
  const { output } = await one.run(sh`${actionFunctions}
${holds}
dpkg() { :; }
apt_get() { ! holds || echo held by apt; }
(install_packages nothing)
! holds || echo held around`)
  expect(output).toBe('held around\n')
})
