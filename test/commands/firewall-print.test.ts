import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import { PRESETS, presetText } from '../rehearsal/rehearsed-world.js'
import { fakeWorld } from './fake-world.js'

let workingDirectory = ''
beforeEach(async () => {
  workingDirectory = await mkdtemp(join(tmpdir(), 'firewall-'))
  await writeFile(join(workingDirectory, 'org.yaml'), await presetText('data-provider'))
})
afterEach(() => rm(workingDirectory, { recursive: true, force: true }))

const run = async (...argv: string[]) => {
  const fake = fakeWorld({ presetsDirectory: PRESETS, workingDirectory })
  return [
    await runCommandLine(['firewall', 'print', ...argv], fake.world),
    fake.stdout() + fake.stderr(),
  ] as const
}

test('prints what a host lets in, in the form that is asked for', async () => {
  const [code, text] = await run('h3', '--format', 'ufw')
  expect([code, text.split('\n')[0]]).toEqual([0, expect.stringMatching(/^# h3 /)])
  expect(text).toMatch(/^ufw allow proto tcp from [\d.]+ to any port 8700$/m)
  const [all, nftables] = await run()
  expect([all, nftables.match(/^table inet metis-[a-z-]+ \{$/gm)?.length]).toEqual([0, 3])
})

test('names the hosts where one is asked for that is not there', async () => {
  const [code, text] = await run('h9')
  expect([code, text]).toEqual([3, expect.stringContaining('h1, h2, h3')])
})
