import { expect, test } from 'vitest'
import { readUnitFile } from '../../src/rehearsal/programs.js'
import { execLine } from '../../src/roles/unit-text.js'

test('the words of ExecStart come back as they were written', () => {
  const words = ['/opt/my metis/bin', '-cnf', 'a"b', '100%', 'c\\d', '$HOME', "it's"]
  const text = `[Service]\nWorkingDirectory="/opt/my metis"\nExecStart=${execLine(...words)}\n`
  expect(readUnitFile(text)).toEqual({ argv: words, user: 'root', workingDirectory: '/opt/my metis' })
})

test('a file without a command is no unit', () => {
  expect(readUnitFile('[Service]\n')).toBeUndefined()
})
