import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ignoreVanishedReader, main } from '../../../src/commands/program/main.js'

const failing = (code: string) => () => ignoreVanishedReader(Object.assign(new Error(code), { code }))

it('goes on when the reader of its output or the terminal has gone away, and not when the disk is full', () => {
  expect(failing('EPIPE')).not.toThrow()
  expect(failing('EIO')).not.toThrow()
  expect(failing('ENOSPC')).toThrow('ENOSPC')
})

it.runIf(process.platform === 'linux')(
  'leaves nothing of its memory to a core, nor passwords to what it starts',
  async () => {
    process.env.METIS_SSH_PASSWORD = 'of-ssh'
    const given = { presetsDirectory: 'presets', version: '1.2.3', program: 'bin/create-metis-node.js' }
    expect(await main(['--version'], given)).toBe(0)
    expect(readFileSync('/proc/self/coredump_filter', 'utf8').trim()).toBe('00000000')
    expect(process.env.METIS_SSH_PASSWORD).toBeUndefined()
  },
)
