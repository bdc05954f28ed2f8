import { basename } from 'node:path'
import { expect, it } from 'vitest'
import { createOptions, splitBytes } from '../../../src/commands/bundle/order.js'
import { problemsOf } from '../../state/problem-of.js'

const of = (options: Readonly<Record<string, unknown>>) => createOptions({ words: [], options }, '/org')

it('takes both processors, no mirror and one file where nothing is said', () => {
  expect(of({})).toEqual({ cpus: ['avx2', 'no-avx2'], mirrors: {} })
})

it('starts paths at the working directory', () => {
  expect(
    of({ output: 'a.metis', since: '../old.metis', node: '/opt/node', source: 'files', preset: 'minimal' }),
  ).toMatchObject({
    output: '/org/a.metis',
    since: '/old.metis',
    node: '/opt/node',
    source: '/org/files',
    preset: 'minimal',
  })
  expect(of({ source: 'https://mirror.example/metis/' }).source).toBe('https://mirror.example/metis/')
})

it.each(['metis-0.3.100', 'out/acme.metis.001'])(
  'refuses to call a bundle %s, as its parts are called',
  (output) => {
    expect(problemsOf(() => of({ output }))).toMatchObject([
      {
        code: 'bundle.output-like-part',
        details: { name: basename(output), quoted: `/org/${output}.metis` },
      },
    ])
  },
)

it.each(['metis-0.3.1000', 'metis-0.3.10', 'metis-0-100', 'acme.metis'])('calls a bundle %s', (output) => {
  expect(of({ output }).output).toBe(`/org/${output}`)
})

it('takes mirrors by family', () => {
  expect(of({ mirror: ['debian=https://a.example/', 'ubuntu=http://b.example'] }).mirrors).toEqual({
    debian: 'https://a.example/',
    ubuntu: 'http://b.example',
  })
})

it.each([
  ['700m', 734_003_200],
  ['700 MB', 734_003_200],
  ['2GiB', 2_147_483_648],
  ['1024k', 1_048_576],
  // FAT32 holds no file of 4 GiB.
  ['4g', 4_294_967_295],
  ['4096m', 4_294_967_295],
  ['5g', 5_368_709_120],
])('takes %s for parts of %i bytes', (text, bytes) => {
  expect(splitBytes(text)).toBe(bytes)
})

it.each([
  [{ split: '1k' }, '--split'],
  [{ split: '4' }, '--split'],
  [{ split: '0g' }, '--split'],
  [{ split: '-1g' }, '--split'],
  [{ cpu: 'sse' }, '--cpu'],
  [{ mirror: ['https://a.example/'] }, '--mirror'],
  [{ mirror: ['debian=ftp://a.example/'] }, '--mirror'],
])('refuses %j', (options, option) => {
  expect(problemsOf(() => of(options))).toMatchObject([
    { code: 'command.invalid-option', details: { option } },
  ])
})
