import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Command } from '../../src/lib/command.js'
import { reboot } from '../../src/runner/reboot.js'
import type { Transport } from '../../src/transports/transport.js'
import { bash } from '../actions/bash.js'
import { PATIENCE_MILLISECONDS } from '../patience.js'

const folder = mkdtempSync(join(tmpdir(), 'reboot-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('the host says that it has heard, and only then reboots, whatever became of the connection', async () => {
  const called = join(folder, 'called')
  writeFileSync(join(folder, 'systemctl'), `#!/bin/sh\necho "$*" >'${called}'\n`)
  chmodSync(join(folder, 'systemctl'), 0o755)
  const jobs: Command[] = []
  const transport = { run: async (job: Command) => jobs.push(job) && { exitCode: 0, output: '' } }
  await reboot(transport as unknown as Transport)
  const [job] = jobs
  if (job === undefined) throw new Error('nothing was sent')
  const { PATH } = process.env
  process.env.PATH = `${folder}:${PATH}`
  const result = bash(job)
  process.env.PATH = PATH
  expect([result, existsSync(called)]).toEqual([{ code: 0, output: '' }, false])
  await expect.poll(() => existsSync(called), { timeout: PATIENCE_MILLISECONDS }).toBe(true)
  await expect.poll(() => readFileSync(called, 'utf8'), { timeout: PATIENCE_MILLISECONDS }).toBe('reboot\n')
})
