import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../src/i18n/language.js'
import { kitFiles } from '../../src/kit/kit-files.js'
import { kitOf } from './kit.js'

const secrets = (name: string) => `value of ${name}`

function textOf(host: string, path: string, language: 'en' | 'zh' = 'en'): string {
  const file = kitFiles(kitOf(host), secrets, language).files.find((one) => one.path === path)
  return file !== undefined && 'text' in file ? file.text : ''
}

/** From one line to the empty line after it. */
function blockFrom(text: string, line: string): string {
  const from = text.indexOf(`${line}\n`)
  return text.slice(from, text.indexOf('\n\n', from))
}

describe('the kit of a data host', () => {
  const script = textOf('h2', 'run.sh')

  test('says at its head what it is for and what it does, in order', async () => {
    const head = script.slice(0, script.indexOf('case $BASH_VERSION'))
    await expect(head).toMatchFileSnapshot('./frames/data-host.txt')
  })

  test('has one function for each step, under what it does and why', () => {
    expect(blockFrom(script, '# 28. file /opt/metis/data-8700/config/data.yml')).toMatch(
      /^# 28\. file .*\n# {4}why: the service reads it\ntitle\[28\]=.*\nbecause\[28\]=.*\ndone_28\(\) \{\nreceipt_holds \/opt\/metis\/\.installed\/[0-9a-f]{24}\.json [0-9a-f]{32} exact\n\}\naction_28\(\) \{\nput_file \/opt\/metis\/data-8700\/config\/data\.yml 0600 metis-data-8700:metis-data-8700 'file_system: "local"\nbind_ip: "10\.0\.0\.12"\n/,
    )
    expect(blockFrom(script, '# 31. unit metis-data-8700.service running')).toContain(
      "follows[31]='16 17 18 19 20 21 22 28 29 30 23 24 25 26'",
    )
  })

  test('carries its artifacts, and of the secrets the token of its service alone', () => {
    const { files, secrets: count } = kitFiles(kitOf('h2'), secrets, 'en')
    expect(files.map(({ path }) => path.replace(/^files\/.*\//, 'files/'))).toEqual([
      'README.txt',
      'run.sh',
      'SHA256SUMS',
      'secrets',
      'files/cpython-3.7-linux-x86_64.tar.gz',
      'files/metis-wheelhouse-0.3.0.tar.gz',
      'files/metis_dcv-0.9.1-py3-none-any.whl',
      'files/channel_sdk-2.0.0-cp37-cp37m-linux_x86_64.whl',
      'files/latticex_rosetta-1.0.0-cp37-cp37m-linux_x86_64.whl',
    ])
    expect(count).toBe(1)
    expect(textOf('h2', 'secrets')).toMatch(/^consul-token-data-8700@h2\.plain=.*\n$/)
  })
})

describe('the kit of the host with console and carrier', () => {
  test('says at its head what it does', async () => {
    const script = textOf('h1', 'run.sh')
    await expect(script.slice(0, script.indexOf('case $BASH_VERSION'))).toMatchFileSnapshot(
      './frames/admin-host.txt',
    )
  })

  test('keeps the secrets in a file of their own, which only root may read', () => {
    const { files } = kitFiles(kitOf('h1'), secrets, 'en')
    const file = files.find(({ path }) => path === 'secrets')
    expect(file?.mode).toBe(0o600)
    const lines = textOf('h1', 'secrets').trimEnd().split('\n')
    const held = lines.map((line) => line.slice(0, line.indexOf('=')))
    expect(held.toSorted()).toEqual([
      'carrier-key.plain',
      'console-password.plain',
      'console-password.sql',
      'consul-token-admin@h1.json',
      'consul-token-admin@h1.plain',
      'consul-token-carrier@h1.json',
      'consul-token-carrier@h1.plain',
      'consul-token-data-8700@h2.json',
      'consul-token-data-8700@h2.plain',
      'consul-token-operator.json',
      'consul-token-operator.plain',
      'consul-token-via@h1.json',
      'consul-token-via@h1.plain',
      'database-password.json',
      'database-password.plain',
      'database-password.sql',
      'gossip-key.plain',
    ])
    const others = files.flatMap((one) => ('text' in one && one.path !== 'secrets' ? [one.text] : []))
    expect(others.filter((text) => text.includes('value of'))).toEqual([])
  })
})

test.each(LANGUAGES)('the script is bash as it stands in %s', (language) => {
  for (const host of ['h1', 'h2']) {
    const { status, stderr } = spawnSync('bash', ['-n'], {
      input: textOf(host, 'run.sh', language),
      encoding: 'utf8',
    })
    expect([status, stderr]).toEqual([0, ''])
  }
})

test('the sum that is compared by voice stands for the script and all its files', () => {
  const { sum } = kitFiles(kitOf('h2'), secrets, 'en')
  const list = textOf('h2', 'SHA256SUMS')
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  const script = textOf('h2', 'run.sh')
  expect(sum).toBe(hash(script))
  const carried = list.trim().split('\n').slice(1)
  expect(carried.length).toBeGreaterThan(0)
  for (const line of carried) for (const word of line.split('  ')) expect(script).toContain(word)
  expect(list.split('\n')[0]).toBe(`${hash(textOf('h2', 'run.sh'))}  run.sh`)
  expect(textOf('h2', 'README.txt')).toContain(sum.slice(0, 8))
})
