import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import { fakeWorld } from '../commands/fake-world.js'
import { jsonLines, PRESETS, presetText, rehearsedWorld } from './rehearsed-world.js'

const KEY = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0B\n'.repeat(9)}-----END PRIVATE KEY-----`

/** Organisation whose hosts have names that tell something, with remarks and a hook. */
async function installed() {
  const text = (await presetText('data-provider'))
    .replace(/\bh([123])\b/g, 'vault$1')
    .replace(/^organisation:.*$/m, 'organisation: zurichbank # ask Bob, +41 44 123 45 67')
  const hook = 'hooks:\n  done: [curl, "https://chat.zurichbank.example/T0K3N"]\n'
  const world = await rehearsedWorld(`${text}${hook}`)
  expect((await world.run('apply')).exitCode).toBe(0)
  const { folder } = world.rehearsal
  const { secrets } = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')) as {
    secrets: Record<string, { value: string }>
  }
  return { ...world, folder, text, secrets: Object.values(secrets).map(({ value }) => value) }
}

const written = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('support-'))

test('what support writes has no secret, no address and no name in it, and still tells what it is for', async () => {
  const { run, folder, text, secrets } = await installed()
  const told = [...secrets, KEY, 'correct horse', 'at vault2.dc.zurichbank.example or fd12::7'].join(' and ')
  writeFileSync(
    join(folder, 'runs', '20990101T000000000Z-apply.jsonl'),
    `${JSON.stringify({ type: 'begun', at: '2026-01-31T12:00:00.000Z', command: 'apply', pid: 7, host: 'bobs-desk', user: 'bobby' })}
${JSON.stringify({ type: 'output', at: '2026-01-31T12:00:00.000Z', node: 'n', line: told })}
the last words: ${told} of 172.16.9.9
`,
  )

  const said = await run('support', '--json')

  const [name = ''] = written(folder)
  expect([said.exitCode, written(folder).length]).toEqual([0, 1])
  const path = join(folder, name)
  const all = readFileSync(path, 'utf8')
  expect(jsonLines(said).at(-1)).toMatchObject({ type: 'support', path, bytes: expect.any(Number) })
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(all.length).toBeLessThan(5_000_000)

  const addresses = text.match(/\b\d+\.\d+\.\d+\.\d+\b/g) ?? []
  expect(addresses.length).toBeGreaterThan(4)
  const hidden = [
    ...secrets,
    ...addresses,
    ...['correct horse', 'MIIEvQ', '172.16.9.9', 'fd12::7', 'T0K3N', 'Bob', '123 45 67'],
    ...['vault1', 'vault2', 'vault3', 'zurichbank', 'bobs-desk', 'bobby', 'ops@', hostname(), folder],
  ]
  expect(hidden.filter((word) => all.includes(word))).toEqual([])
  // Nobody else's addresses either: all that there are stand in for one.
  const left = new Set(all.match(/(?<![\d.])\d+\.\d+\.\d+\.\d+(?!\.?\d)/g))
  expect([...left].filter((address) => !/^(10\.0\.0\.\d+|127\..*|0\.0\.0\.0)$/.test(address))).toEqual([])
  if (userInfo().username !== 'root') expect(all).not.toContain(userInfo().username)

  const titles = all.split('\n').filter((line) => line.startsWith('===== '))
  const sections = ['versions', 'problems', 'org.yaml', 'plan', 'runs/20990101T000000000Z-apply.jsonl']
  expect(titles.slice(0, 5)).toEqual(sections.map((title) => `===== ${title}`))
  for (const host of ['h1', 'h2', 'h3'])
    expect(titles).toEqual(expect.arrayContaining([`===== log of ${host}`, `===== facts of ${host}`]))
  expect(all).toContain('===== plan\nnot made: files of the release are not on this computer')
  expect(all).toMatch(/Consul|consul/)
})

test('it is shown and asked before it is written', async () => {
  const { world, folder } = await installed()
  const call = async (...answers: string[]) => {
    const {
      world: asking,
      asked,
      stdout,
    } = fakeWorld({ answers, presetsDirectory: PRESETS, workingDirectory: folder })
    const env = { METIS_SSH_PASSWORD: 'correct horse' }
    const { connect, open } = world
    const code = await runCommandLine(['support'], { ...asking, env, connect, open })
    return { code, asked, out: stdout() }
  }
  const refused = await call('n')
  const shown = await call('s', '')
  const agreed = await call('y')

  expect([refused.code, shown.code, agreed.code]).toEqual([1, 1, 0])
  expect(refused.out).toContain('The file would hold:')
  expect(refused.out).toMatch(/Replaced in it: \d+ secrets?, \d+ addresses, \d+ names/)
  expect(refused.out).not.toContain('===== org.yaml')
  expect(shown.out).toContain('===== org.yaml')
  expect(shown.asked).toHaveLength(2)
  expect(written(folder)).toHaveLength(1)
})

test('hosts that do not answer are told of, and the rest is written all the same', async () => {
  const { runOn, rehearsal, folder } = await installed()
  const { problem, InstallerError } = await import('../../src/errors/problem.js')
  const machines = {
    ...rehearsal.machines,
    connect: async () => {
      throw new InstallerError(
        problem('connection.refused', { host: 'vault1', address: '10.20.0.11', port: 22 }),
      )
    },
  }

  expect((await runOn(machines, folder, 'support')).exitCode).toBe(0)

  const all = readFileSync(join(folder, written(folder)[0] ?? ''), 'utf8')
  expect(all).toContain('error connection.refused')
  expect(all).toContain('===== org.yaml')
})
