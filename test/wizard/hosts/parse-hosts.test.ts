import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { explain } from '../../../src/i18n/explain.js'
import { LANGUAGES } from '../../../src/i18n/language.js'
import type { DraftHost } from '../../../src/wizard/draft.js'
import { type HostsInput, MOST_HOSTS } from '../../../src/wizard/hosts/host-names.js'
import { parseHosts } from '../../../src/wizard/hosts/parse-hosts.js'

interface Case {
  title: string
  lines: string[]
  usual?: NonNullable<HostsInput['usual']>
  hosts: DraftHost[]
  /** `line: code severity what it is about -> host`. */
  mistakes: string[]
}

const ALIASES: readonly DraftHost[] = [
  { name: 'web1', address: '10.1.1.1', user: 'deploy', port: 2200, identityFile: '~/.ssh/web' },
  { name: 'bastion-2', address: '', ssh: 'b2.example.com', user: '' },
]
const EXISTING: readonly DraftHost[] = [{ name: 'h1', address: '10.9.9.9', user: 'ops' }]

const folder = fileURLToPath(new URL('../../cases/hosts/', import.meta.url))

describe.each(readdirSync(folder))('%s', (file) => {
  const cases = JSON.parse(readFileSync(`${folder}${file}`, 'utf8')) as Case[]

  it.each(cases)('$title', ({ lines, usual, hosts, mistakes }) => {
    const parsed = parseHosts(lines.join('\n'), {
      existing: EXISTING,
      aliases: ALIASES,
      ...(usual === undefined ? {} : { usual }),
    })
    expect(parsed.hosts).toEqual(hosts)
    const told = parsed.mistakes.map(({ line, problem: { code, severity, details } }) => {
      const host = details.host === undefined ? '' : ` -> ${details.host}`
      return `${line}: ${code} ${severity} ${details.found}${host}`
    })
    expect(told).toEqual(mistakes)
    for (const language of LANGUAGES) {
      for (const { problem } of parsed.mistakes) {
        const { what, why, fix } = explain(problem, language)
        expect(`${what}\n${why}\n${fix}`).not.toMatch(/\{\w+\}|undefined|geheim|heim/)
      }
    }
    expect(parsed.mistakes.map(({ text }) => text).join('\n')).not.toMatch(/heim/)
  })
})

it('counts on from the highest number that a host has', () => {
  const existing = [{ name: 'h7', address: '10.0.0.7', user: 'ops' }]
  expect(parseHosts('10.0.0.8', { existing }).hosts.map(({ name }) => name)).toEqual(['h8'])
})

it('stops at as many hosts as anybody has, and says where', () => {
  const { hosts, mistakes } = parseHosts('10.0.0.0-255\n10.0.1.0-255', { existing: EXISTING })
  expect(hosts).toHaveLength(MOST_HOSTS - 1)
  expect(mistakes.map(({ line, problem }) => [line, problem.code, problem.details.found])).toEqual([
    [1, 'hosts.too-many', '10.0.0.255'],
  ])
})

it.each([
  ['words', 'x'.repeat(2_000_000)],
  ['ranges', '1.1.1.0-255 '.repeat(100_000)],
  ['separators', ',;\t'.repeat(500_000)],
  ['signs', '@:[{"\'='.repeat(200_000)],
  ['lines', 'ops@10.0.0.1\n'.repeat(100_000)],
  ['escapes', '\u001b[31m\u0000\u0007'.repeat(200_000)],
])('reads a part of megabytes of %s and says so', (_what, text) => {
  const { hosts, mistakes } = parseHosts(text, { existing: [] })
  expect(hosts.length).toBeLessThanOrEqual(MOST_HOSTS)
  expect(mistakes.length).toBeLessThanOrEqual(50)
  expect(mistakes[0]?.problem.code).toBe('hosts.too-much-text')
  expect(JSON.stringify(mistakes)).not.toMatch(/\\u001b|\\u0000|\\u0007/)
})

it('takes no host over from ~/.ssh/config that is reached in a way unknown here, and names what it says', () => {
  const aliases = [{ name: 'db', address: '10.1.1.2', user: 'ops', unsupported: 'ProxyCommand nc %h %p' }]
  const { hosts, mistakes } = parseHosts('db\njo@db', { existing: [], aliases })
  expect(hosts).toEqual([])
  expect(mistakes.map(({ line, problem: { code, details } }) => [line, code, details.setting])).toEqual([
    [1, 'hosts.unsupported-setting', 'ProxyCommand nc %h %p'],
    [2, 'hosts.unsupported-setting', 'ProxyCommand nc %h %p'],
  ])
})
