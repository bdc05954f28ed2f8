import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { sh } from '../../src/lib/command.js'
import { secret } from '../../src/lib/text.js'
import { createHostTransportForTest } from './local-host.js'

it('works on this machine without SSH', async () => {
  const { transport, home } = await createHostTransportForTest()
  writeFileSync(join(home, 'from'), 'content')
  const sha256 = 'ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73'
  await transport.upload({
    source: join(home, 'from'),
    path: join(home, 'to'),
    sha256,
    size: 7,
  })
  const { exitCode, output } = await transport.run(sh`cat ${join(home, 'to')}; echo ${secret('x')}; exit 5`)
  expect([exitCode, output]).toEqual([5, 'content***\n'])
  await transport.close()
})

it('passes no variable of the installer on to what runs there', async () => {
  vi.stubEnv('METIS_SUDO_PASSWORD', 'correct horse')
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  const { transport } = await createHostTransportForTest()
  const { output } = await transport.run(sh`env | cut -d= -f1`)
  await transport.close()
  expect(output.split('\n')).toContain('HOME')
  expect(output).not.toContain('METIS')
})
