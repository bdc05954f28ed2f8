import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createPrivateDirectory } from '../../src/rehearsal/private-directory.js'
import { temporaryFolder } from '../state/temporary-folder.js'

test("the directory is the operator's alone, and gone when it is removed", async () => {
  const { path, remove } = createPrivateDirectory(temporaryFolder())
  writeFileSync(join(path, 'a'), '')
  expect(statSync(path).mode & 0o777).toBe(0o700)
  await remove()
  expect(existsSync(path)).toBe(false)
})

test("what a killed process has left is removed; a running one's and somebody else's stay", () => {
  const parent = temporaryFolder()
  const { pid } = spawnSync(process.execPath, ['--version'])
  const left = `metis-rehearsal-${pid}-abc`
  const running = `metis-rehearsal-${process.ppid}-abc`
  for (const name of [left, running, 'metis-rehearsal-notes']) mkdirSync(join(parent, name))
  createPrivateDirectory(parent)
  const names = readdirSync(parent)
  expect(names).not.toContain(left)
  expect(names).toEqual(expect.arrayContaining([running, 'metis-rehearsal-notes']))
})
