import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clearLeftOvers, makersMark } from '../../src/state/left-overs.js'
import { markOfTheDead } from './mark-of-the-dead.js'
import { temporaryFolder } from './temporary-folder.js'

test('what a process has left that is there no more is cleared away, files and folders', async () => {
  const folder = temporaryFolder()
  const dead = await markOfTheDead()
  mkdirSync(join(folder, `making-${dead}`))
  writeFileSync(join(folder, `making-${dead}`, 'a secret'), '')
  writeFileSync(join(folder, `making-${dead}.001`), '')
  await clearLeftOvers(folder, (beginning) => beginning === 'making-')
  expect(readdirSync(folder)).toEqual([])
})

test('the number of a process that was given to another since does not keep it', async () => {
  const folder = temporaryFolder()
  const [pid, , ...rest] = makersMark().split('-')
  mkdirSync(join(folder, ['making', pid, '1', ...rest].join('-')))
  await clearLeftOvers(folder, (beginning) => beginning === 'making-')
  expect(readdirSync(folder)).toEqual([])
})

test('what a running process makes stays, as does what is of another machine or was not meant', async () => {
  const folder = temporaryFolder()
  const dead = await markOfTheDead()
  const [pid, start, machine = '', random] = dead.split('-')
  const elsewhere = [pid, start, machine.replaceAll(/./g, '0'), random].join('-')
  const names = [`making-${makersMark()}`, `making-${elsewhere}`, `other-${dead}`, 'making-Xy12ab', dead]
  for (const name of names) writeFileSync(join(folder, name), '')
  await clearLeftOvers(folder, (beginning) => beginning === 'making-')
  expect(readdirSync(folder).toSorted()).toEqual(names.toSorted())
})

test('a folder that is not there has nothing to clear', async () => {
  await expect(clearLeftOvers(join(temporaryFolder(), 'gone'), () => true)).resolves.toBeUndefined()
})

test('no two marks are the same, also of one process', () => {
  expect(makersMark()).not.toBe(makersMark())
})
