import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { linesWith } from '../../src/topology/other-address.js'
import { jsonLines, presetText, type RehearsedWorld, rehearsedWorld } from './rehearsed-world.js'

async function installed(preset: string): Promise<RehearsedWorld> {
  const rehearsed = await rehearsedWorld(await presetText(preset))
  expect((await rehearsed.run('apply')).exitCode).toBe(0)
  return rehearsed
}

const addressOf = (text: string, host: string) =>
  new RegExp(`\\n  ${host}:\\s*\\{? ?(?:\\n\\s*)?address: ([\\d.]+)`).exec(text)?.[1] ?? ''

/** Names of the folder's own files that still name it; what was applied before is remembered on purpose. */
function naming({ rehearsal: { folder } }: RehearsedWorld, address: string): string[] {
  return readdirSync(folder).filter((name) => {
    const path = join(folder, name)
    return /^(org\.yaml|known_hosts|artifacts\.lock\.json)$/.test(name) && existsSync(path)
      ? linesWith(readFileSync(path, 'utf8'), address).length > 0
      : false
  })
}

test.each([
  ['data-provider', 'h3'],
  ['data-provider', 'h1'],
  ['high-availability', 'consul2'],
])('%s: %s has another address, and the former one stands nowhere any more', async (preset, host) => {
  const rehearsed = await installed(preset)
  const { rehearsal, run } = rehearsed
  const file = join(rehearsal.folder, 'org.yaml')
  const former = addressOf(readFileSync(file, 'utf8'), host)
  const address = former.replace(/\d+$/, '210')
  await rehearsal.readdress(former, address)
  const said = await run('readdress', host, address)
  expect(said.exitCode, said.stderr + said.stdout).toBe(0)
  expect(addressOf(readFileSync(file, 'utf8'), host)).toBe(address)
  const again = await run('readdress', host, address)
  expect([again.exitCode, again.stderr]).toEqual([3, expect.stringContaining('readdress.same')])
  expect(naming(rehearsed, former)).toEqual([])
  const status = jsonLines(await run('status', '--json'))
  expect(status.filter(({ type, state }) => type === 'instance' && state !== 'healthy')).toEqual([])
  const after = await run('plan', '--json')
  expect(jsonLines(after).findLast(({ type }) => type === 'plan')?.nodes).toEqual([])
  expect(after.stdout).not.toContain(`${former}"`)
})

test('a member that has not got the address, one that another has, and no such host are refused, and nothing is changed', async () => {
  const { rehearsal, run } = await installed('data-provider')
  const file = join(rehearsal.folder, 'org.yaml')
  const [text, keys] = [file, join(rehearsal.folder, 'known_hosts')].map((path) => readFileSync(path, 'utf8'))
  const codeOf = ({ stderr }: { stderr: string }) => /code +(\S+)/.exec(stderr)?.[1]
  const [h1, h2] = ['h1', 'h2'].map((host) => addressOf(text ?? '', host))
  expect(codeOf(await run('readdress', 'h1', h2 ?? ''))).toBe('readdress.of-another')
  expect(codeOf(await run('readdress', 'h1', h1 ?? ''))).toBe('readdress.same')
  expect(codeOf(await run('readdress', 'h9', '10.0.0.200'))).toBe('maintain.unknown-host')
  expect(codeOf(await run('readdress', 'h1', '300.1.1.1'))).toBe('readdress.no-address')
  // Somebody else's machine answers there.
  expect(codeOf(await run('readdress', 'h1', '10.0.0.200'))).toBe('readdress.other-key')
  expect([file, join(rehearsal.folder, 'known_hosts')].map((path) => readFileSync(path, 'utf8'))).toEqual([
    text,
    keys,
  ])
})
