import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseYaml } from '../../src/catalog/parse-yaml.js'
import { readReleases } from '../../src/catalog/presets.js'
import { explain } from '../../src/i18n/explain.js'
import { LANGUAGES } from '../../src/i18n/language.js'
import { parseTopology } from '../../src/org-file/parse-topology.js'

interface Case {
  title: string
  yaml: string[]
  problems: { code: string; severity: string; path?: string; line?: number }[]
}

const folder = fileURLToPath(new URL('../cases/topology/', import.meta.url))
const releases = await readReleases(fileURLToPath(new URL('../../presets', import.meta.url)))

describe.each(readdirSync(folder))('%s', (file) => {
  const cases = JSON.parse(readFileSync(`${folder}${file}`, 'utf8')) as Case[]

  it.each(cases)('$title', ({ yaml, problems }) => {
    const parsed = parseTopology(parseYaml(yaml.join('\n')), releases)
    const told = parsed.problems.map(({ code, severity, where: { path, line } }) => ({
      code,
      severity,
      ...(path === undefined ? {} : { path }),
      ...(line === undefined ? {} : { line }),
    }))
    expect(told).toEqual(problems)
    expect(parsed.ok).toBe(problems.every(({ severity }) => severity !== 'error'))
    for (const language of LANGUAGES) {
      for (const problem of parsed.problems) {
        const { what, why, fix } = explain(problem, language)
        expect(`${what}\n${why}\n${fix}`).not.toMatch(/\{\w+\}|undefined/)
      }
    }
  })
})
