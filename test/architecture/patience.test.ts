import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const BOUNDS = [
  /\btimeout: [1-9][\d_]*/i,
  // The last argument of a test.
  /^\s*\}, [1-9][\d_]*\)$/m,
  /deadline = \S+ \+ [1-9]/,
]

test('no test has a bound of its own for how long something may take: test/patience.ts has the only one', () => {
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.tsx?$/.test(file),
  )
  expect(files.length).toBeGreaterThan(300)
  // What is configured for services has timeouts too, which nobody waits for here.
  const own = files.filter((file) => !/^(stand-ins|roles)\//.test(file))
  const impatient = own.flatMap((file) => {
    const text = readFileSync(join('test', file), 'utf8')
    return BOUNDS.flatMap((bound) => bound.exec(text) ?? []).map((found) => `${file}: ${found}`)
  })
  expect(impatient).toEqual([])
})
