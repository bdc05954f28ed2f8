import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { actionScript } from '../../src/actions/script.js'
import { temporaryFolder } from '../state/temporary-folder.js'
import { bash } from './bash.js'

const FOLDER = /^data-8700-\d{8}T\d{6}Z$/

function instance() {
  const root = temporaryFolder()
  const data = join(root, 'data-8700', 'data')
  mkdirSync(join(data, 'data_root'), { recursive: true })
  const into = join(root, '.removed')
  const setAside = () => bash(actionScript({ kind: 'set-aside', instance: 'data-8700', paths: [data], into }))
  return { data, into, setAside, kept: () => readdirSync(into) }
}

test('what is kept lies in a folder of its own by the time, however often it is done', () => {
  const { data, into, setAside, kept } = instance()
  writeFileSync(join(data, 'data_root', 'a file'), 'rows')
  expect(setAside()).toEqual({ code: 0, output: '' })
  expect(setAside()).toEqual({ code: 0, output: '' })
  const [folder = ''] = kept()
  expect(kept()).toEqual([expect.stringMatching(FOLDER)])
  expect(readdirSync(join(into, folder, 'data', 'data_root'))).toEqual(['a file'])
})

test('one that was cut off goes on in the folder that it began', () => {
  const { data, into, setAside, kept } = instance()
  writeFileSync(join(data, 'data_root', 'a file'), 'rows')
  mkdirSync(join(into, '.data-8700', 'identity'), { recursive: true })
  writeFileSync(join(into, '.data-8700', 'identity', 'key'), 'k')
  expect(setAside().code).toBe(0)
  expect(readdirSync(join(into, kept()[0] ?? '')).sort()).toEqual(['data', 'identity'])
})

test('directories without a file leave nothing behind; a link is kept', () => {
  const { data, into, setAside, kept } = instance()
  expect(setAside()).toEqual({ code: 0, output: '' })
  expect(() => kept()).toThrow('ENOENT')
  symlinkSync('/srv/large', join(data, 'data_root', 'link'))
  expect(setAside().code).toBe(0)
  expect(readdirSync(into)).toEqual([expect.stringMatching(FOLDER)])
})
