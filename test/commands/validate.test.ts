import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Machines } from '../../src/commands/organisation/machines.js'
import { openOrganisation } from '../../src/commands/organisation/open-organisation.js'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import type { World } from '../../src/commands/program/session.js'
import { fakeWorld } from './fake-world.js'

const presetsDirectory = fileURLToPath(new URL('../../presets', import.meta.url))
const WHOLE = `organisation: bank-a
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.1, user: ops }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 8.8.4.4 }
  admin: h1
`

const nobody = () => Promise.reject(new Error('a host was asked'))
const NO_MACHINES: Machines = { prepareArtifacts: nobody, connect: nobody }

let workingDirectory = ''

beforeEach(async () => {
  workingDirectory = await mkdtemp(join(tmpdir(), 'validate-'))
})
afterEach(() => rm(workingDirectory, { recursive: true, force: true }))

describe('validate', () => {
  it('accepts a whole file', async () => {
    await writeFile(join(workingDirectory, 'org.yaml'), WHOLE)
    const fake = fakeWorld({ presetsDirectory, workingDirectory })

    expect(await runCommandLine(['validate', '--json'], fake.world)).toBe(0)
    expect(fake.json().at(-1)).toMatchObject({ type: 'validated', ok: true, errors: 0 })

    const told = fakeWorld({ presetsDirectory, workingDirectory })
    expect(await runCommandLine(['validate'], told.world)).toBe(0)
    expect(told.stdout()).toContain('org.yaml is valid: 1 host, 3 instances.\n')
    expect(told.stdout()).not.toContain(workingDirectory)
  })

  it('shows a mistake with its line and a caret, and ends with 3', async () => {
    await writeFile(join(workingDirectory, 'org.yaml'), 'organisation: bank-a\nrelease: metis-9\n')
    const fake = fakeWorld({ presetsDirectory, workingDirectory })

    expect(await runCommandLine(['validate'], fake.world)).toBe(3)
    expect(fake.stdout()).toContain(`  where   org.yaml:2, release
  line    2 | release: metis-9
            |          ^^^^^^^
`)
  })

  it.each(['validate', 'check', 'plan', 'status'])(
    "shows the line of a release file of one's own, with %s, before any host is asked",
    async (command) => {
      const release = await readFile(join(presetsDirectory, 'releases/metis-0.3.0.yaml'), 'utf8')
      const lacking = release.replace('id: carrier,', 'id: courier,')
      await writeFile(join(workingDirectory, 'ours.yaml'), lacking)
      await writeFile(join(workingDirectory, 'org.yaml'), WHOLE.replace('metis-0.3.0', './ours.yaml'))
      const fake = fakeWorld({ presetsDirectory, workingDirectory })
      const open: World['open'] = (session, needs) => openOrganisation(session, needs, command, NO_MACHINES)

      expect(await runCommandLine([command], { ...fake.world, open })).toBe(3)
      const line = lacking.split('\n').indexOf('artifacts:') + 1
      expect(fake.stdout() + fake.stderr()).toContain(`  where   ours.yaml:${line}, artifacts
  line    ${line} | artifacts:
`)
    },
  )

  it.each([['--json'], []])(
    'repeats no private key that was pasted into the file, %s',
    async (...options) => {
      const operators = [
        '{ name: anna, key: AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZ }',
        '{ name: AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZ, key: age-secret-key-1gfpyysjzgfpyysjz }',
        'AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZ',
      ]
      await writeFile(join(workingDirectory, 'org.yaml'), `${WHOLE}operators: [${operators.join(', ')}]\n`)
      const fake = fakeWorld({ presetsDirectory, workingDirectory })

      expect(await runCommandLine(['validate', ...options], fake.world)).toBe(3)
      expect(fake.stdout()).toContain('`operators[0].key` holds the secret half of a key')
      expect(fake.stdout() + fake.stderr()).not.toMatch(/GFPYYSJZ/i)
    },
  )

  it('says how to begin where there is no org.yaml', async () => {
    const fake = fakeWorld({ presetsDirectory, workingDirectory })

    expect(await runCommandLine(['validate'], fake.world)).toBe(3)
    expect(fake.stderr()).toContain('If there is none yet: `create-metis-node init --preset minimal`')
  })

  it('names what to type next as who started a bundle types it', async () => {
    const env = { METIS_COMMAND: 'sh acme.metis' }
    const none = fakeWorld({ presetsDirectory, workingDirectory, env })
    expect(await runCommandLine(['validate'], none.world)).toBe(3)
    expect(none.stderr()).toContain('If there is none yet: `sh acme.metis init --preset minimal`')

    await writeFile(join(workingDirectory, 'org.yaml'), WHOLE)
    const whole = fakeWorld({ presetsDirectory, workingDirectory, env })
    expect(await runCommandLine(['validate'], whole.world)).toBe(0)
    expect(whole.stdout()).toContain('look at the hosts: sh acme.metis check\n')
  })
})
