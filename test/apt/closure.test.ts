import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { closure } from '../../src/apt/closure.js'
import { parsePackages } from '../../src/apt/package-index.js'
import { packagePool } from '../../src/apt/package-pool.js'

interface Case {
  title: string
  /** `name version | Field: value; Field: value` */
  packages: string[]
  names: string[]
  /** `name version for users` */
  needed: string[]
  unmet?: object[]
}

const cases = JSON.parse(
  readFileSync(new URL('../cases/apt/closure.json', import.meta.url), 'utf8'),
) as Case[]

test.each(cases)('$title', ({ packages, names, needed, unmet = [] }) => {
  const pool = packagePool(parsePackages(packages.map(entry).join('\n'), 'http://mirror.example/'))
  const result = closure(pool, names)
  expect(result.needed.map((one) => shown(one))).toEqual(needed)
  expect(result.unmet).toEqual(unmet)
  expect(closure(pool, [...names].reverse())).toEqual(result)
})

function entry(line: string): string {
  const [, name, version, fields = ''] = /^(\S+) (\S+)(?: \| (.*))?$/.exec(line) ?? []
  return [
    `Package: ${name}`,
    `Version: ${version}`,
    'Architecture: amd64',
    `Filename: pool/${name}_${version}.deb`,
    'Size: 1',
    `SHA256: ${'0'.repeat(64)}`,
    ...fields.split('; '),
    '',
  ].join('\n')
}

function shown(one: { package: { name: string; version: string }; for: readonly string[] }): string {
  const users = one.for.length === 0 ? '' : ` for ${one.for.join(' ')}`
  return `${one.package.name} ${one.package.version}${users}`
}
