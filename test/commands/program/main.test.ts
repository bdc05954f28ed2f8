import { expect, it } from 'vitest'
import { ignoreVanishedReader } from '../../../src/commands/program/main.js'

const failing = (code: string) => () => ignoreVanishedReader(Object.assign(new Error(code), { code }))

it('goes on when the reader of its output or the terminal has gone away, and not when the disk is full', () => {
  expect(failing('EPIPE')).not.toThrow()
  expect(failing('EIO')).not.toThrow()
  expect(failing('ENOSPC')).toThrow('ENOSPC')
})
