import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import { fakeWorld } from './fake-world.js'

const presetsDirectory = fileURLToPath(new URL('../../presets', import.meta.url))
let workingDirectory = ''

beforeEach(async () => {
  workingDirectory = await mkdtemp(join(tmpdir(), 'topology-'))
})
afterEach(() => rm(workingDirectory, { recursive: true, force: true }))

const FILE = `organisation: bank-a
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.1, user: ops }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 8.8.4.4 }
  admin: h1
`

async function run(argv: readonly string[], env = {}, columns = 80) {
  const fake = fakeWorld({ presetsDirectory, workingDirectory, env, columns })
  const code = await runCommandLine(['topology', ...argv], fake.world)
  return { code, stdout: fake.stdout(), stderr: fake.stderr(), json: fake.json }
}

describe('topology', () => {
  it('draws the file in the columns of the terminal, in its charset', async () => {
    await writeFile(join(workingDirectory, 'org.yaml'), FILE)

    const { code, stdout } = await run([], {}, 60)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^ {5}\+-> other organisations {2}8\.8\.4\.4 {2}10035\/udp 10036\/tcp\n/)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBe(60)
    expect((await run([], { LANG: 'C.UTF-8' })).stdout).toContain('╔════╪')
  })

  it('draws a preset, as wide and high as asked, and says nothing of its holes', async () => {
    const { code, stdout, stderr } = await run([
      ...['--preset', 'production', '--format', 'box'],
      ...['--width', '80', '--height', '12'],
    ])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(12)
    expect(stdout).toContain('╭─ carrier1 ')
  })

  it('draws what can be understood of a file that is not complete, and says that it is not', async () => {
    await writeFile(
      join(workingDirectory, 'org.yaml'),
      FILE.replace('10.0.0.1', '192.0.2.1').replace('  admin: h1\n', ''),
    )

    const { code, stdout, stderr } = await run([])
    expect([code, stderr]).toEqual([0, 'The file is not complete yet: create-metis-node validate\n'])
    expect(stdout).toContain('carrier')
  })

  it('shows the mistakes of a file without any host', async () => {
    await writeFile(join(workingDirectory, 'org.yaml'), 'organisation: bank-a\n')

    const { code, stdout } = await run([])
    expect(code).toBe(3)
    expect(stdout).toContain('topology.')
  })

  it('zooms into one host, and names the hosts there are when there is no such', async () => {
    const { stdout } = await run(['--preset', 'minimal', '--zoom', 'h1', '--format', 'box'])
    expect(stdout).toContain('← 10033/tcp')

    const wrong = await run(['--preset', 'data-provider', '--zoom', 'h9'])
    expect(wrong.code).toBe(3)
    expect(wrong.stderr).toContain('--zoom: h9 is not one of h1, h2, h3.')
  })

  it.each([
    ['--format', 'png'],
    ['--width', '0'],
    ['--height', 'many'],
  ])('refuses %s %s', async (option, value) => {
    const { code, stderr } = await run(['--preset', 'minimal', option, value])
    expect(code).toBe(3)
    expect(stderr).toContain('command.invalid-option')
  })

  it('writes a document for each format', async () => {
    expect((await run(['--preset', 'minimal', '--format', 'mermaid'])).stdout).toMatch(/^flowchart TB\n/)
    expect((await run(['--preset', 'minimal', '--format', 'svg'])).stdout).toMatch(/^<svg [\s\S]*<\/svg>\n$/)
  })

  it('tells programs the same', async () => {
    const { json } = await run(['--preset', 'minimal', '--json', '--format', 'ascii'])
    expect(json()).toMatchObject([
      {
        type: 'topology',
        organisation: 'my-organisation',
        hosts: [
          {
            name: 'h1',
            address: '192.0.2.11',
            instances: [{ name: 'consul' }, { name: 'carrier' }, { name: 'admin' }],
          },
        ],
        outside: [
          { instance: 'carrier@h1', who: 'world', direction: 'both', address: '198.51.100.10' },
          { instance: 'carrier@h1', who: 'moirea', direction: 'in' },
          { instance: 'carrier@h1', who: 'data-center', direction: 'out' },
          { instance: 'admin@h1', who: 'browsers', direction: 'in', ports: [{ port: 80, protocol: 'tcp' }] },
        ],
        picture: expect.stringContaining('| consul'),
      },
    ])
  })
})
