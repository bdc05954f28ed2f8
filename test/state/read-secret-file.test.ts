import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSecretFile } from '../../src/state/read-private-file.js'
import { problemsOf } from './problem-of.js'
import { temporaryFolder } from './temporary-folder.js'

test.each([
  ['a newline at the end', 'pass word\n', 'pass word'],
  ['a Windows line end', 'pass\r\n', 'pass'],
  ['no newline', `it's "so" $(bad)`, `it's "so" $(bad)`],
  ['spaces around it', '  pass  \n', '  pass  '],
])('reads a password with %s', (_, content, password) => {
  const path = join(temporaryFolder(), 'password')
  writeFileSync(path, content, { mode: 0o600 })
  expect(readSecretFile(path)).toBe(password)
})

test.each([
  ['is empty', '\n', 0o600, 'state.secret-file-empty'],
  ['has two lines', 'one\ntwo\n', 0o600, 'state.secret-file-several-lines'],
  ['others can read', 'pass\n', 0o604, 'state.secrets-open-to-others'],
])('refuses a file that %s', (_, content, mode, code) => {
  const path = join(temporaryFolder(), 'password')
  writeFileSync(path, content, { mode })
  expect(problemsOf(() => readSecretFile(path)).map((problem) => problem.code)).toEqual([code])
})

test('says that there is no such file', () => {
  const path = join(temporaryFolder(), 'password')
  const [problem] = problemsOf(() => readSecretFile(path))
  expect(problem?.code).toBe('state.file-unreadable')
  expect(problem?.details.reason).toBe('ENOENT')
})
