import { createHash } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test as plain } from 'vitest'
import { sh } from '../../src/lib/command.js'
import { aHost, apply, canMount, eventually } from './held-host.js'

const test = plain.skipIf(!canMount)

/**
 * Root shells that end after a second without a sign of life, of which there are four a minute. Their input stays open, and more
 * than a script takes gets through once there is a file `go`.
 */
const shell = `perl -e 'while (sysread STDIN, $_, 1 << 16) {
  s/-t 60/-t 1 /g;
  select undef, undef, undef, 0.02 while ($read += length) > 1e6 && !-e "/run/metis-hold/go";
  syswrite STDOUT, $_;
}' | `

test('what still runs when nobody speaks any more comes to its end, and is told until then', async () => {
  const { folder, connect } = await aHost({ shell })
  const [first, second] = [await connect(), await connect()]
  const go = join(folder, 'go')
  first.hold(apply('a', 'carrier'))
  const cut = first.run(sh`until [ -e ${go} ] || [ ! -d ${folder} ]; do sleep 0.02; done`).catch(() => {})
  let seen = await eventually(second, 'other')
  // Before it is written down who has the lock, nobody is named.
  while (seen?.state === 'other' && (seen.alive || seen.phase === ''))
    seen = await eventually(second, 'other')
  expect(seen).toMatchObject({ token: '', alive: false, phase: 'carrier', face: apply('a').face })
  await second.run(sh`touch ${go}`)
  await eventually(second, undefined)
  await first.close()
  await cut
})

test('a file that comes in meanwhile is not put at its place', async () => {
  const { folder, connect } = await aHost({ shell })
  const [first, second] = [await connect(), await connect()]
  const [source, path, go] = [join(folder, 'source'), join(folder, 'in', 'target'), join(folder, 'go')]
  const bytes = Buffer.alloc(4 * 1024 * 1024, 'x')
  writeFileSync(source, bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  first.hold(apply('a', 'carrier'))
  const cut = first.upload({ source, path, sha256, size: bytes.length }).catch(() => {})
  await eventually(second, 'other')
  await eventually(second, undefined)
  writeFileSync(go, '')
  // Until nothing works on it any more.
  await second.run(sh`exec 9<${join(folder, 'in')} && flock 9`)
  await first.close()
  await cut
  expect(existsSync(path)).toBe(false)
})
