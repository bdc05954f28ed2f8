import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fileSums, fileSumsIn } from '../../src/facts/file-sums.js'
import { sha256 } from '../../src/lib/digest.js'
import { bash } from '../actions/bash.js'
import { temporaryFolder } from '../state/temporary-folder.js'

test('files are summed up one by one, and one that is gone hides no other', () => {
  const folder = temporaryFolder()
  const paths = ["it's a $(file)", 'b', 'gone'].map((name) => join(folder, name))
  const [odd = '', plain = ''] = paths
  writeFileSync(odd, 'one')
  writeFileSync(plain, 'two')
  chmodSync(plain, 0o600)

  const { output } = bash(fileSums(paths))

  expect(fileSumsIn(output)).toEqual(
    new Map([
      [odd, sha256('one')],
      [plain, sha256('two')],
    ]),
  )
})

test('what a host says besides is no sum', () => {
  const sum = 'a'.repeat(64)
  expect(fileSumsIn(`${sum}  /etc/a b\nzz  /etc/c\n\\${sum}  /etc/d\\n\n${sum} relative\n`)).toEqual(
    new Map([['/etc/a b', sum]]),
  )
})
