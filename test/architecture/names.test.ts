import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const files = ['src', 'steps'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name)),
)

test('a word means one thing: no two files export a type of one name', () => {
  const exported = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^export (?:abstract )?(?:type|interface|class) (\w+)/gm)].map(
      ([, name = '']) => ({ name, file }),
    ),
  )
  expect(exported.length).toBeGreaterThan(500)
  const twice = exported.filter(({ name, file }) =>
    exported.some((one) => one.name === name && one.file !== file),
  )
  expect(twice).toEqual([])
})
