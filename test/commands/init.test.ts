import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import { topologyJsonSchema } from '../../src/org-file/schema.js'
import { fakeWorld } from './fake-world.js'

const presetsDirectory = fileURLToPath(new URL('../../presets', import.meta.url))
let workingDirectory = ''

beforeEach(async () => {
  workingDirectory = await mkdtemp(join(tmpdir(), 'init-'))
})
afterEach(() => rm(workingDirectory, { recursive: true, force: true }))

describe('init', () => {
  it('writes the preset under the name of the folder, secrets for the owner only, and what git must not see', async () => {
    const fake = fakeWorld({ presetsDirectory, workingDirectory })

    expect(await runCommandLine(['init', 'bank-a', '--preset', 'minimal'], fake.world)).toBe(0)
    const file = (name: string) => join(workingDirectory, 'bank-a', name)
    expect(await readFile(file('org.yaml'), 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\/org\.schema\.json\n# Minimal.*\n# Fill in.*\norganisation: bank-a\n/,
    )
    expect(JSON.parse(await readFile(file('org.schema.json'), 'utf8'))).toEqual(topologyJsonSchema())
    expect((await stat(file('secrets.json'))).mode & 0o777).toBe(0o600)
    expect(await readFile(file('.gitignore'), 'utf8')).toBe(
      'secrets.json\nsecrets.json.*\n*.former\nbackups/\nruns/\n.lock\n.lock.*\n',
    )
    expect(fake.stdout()).toBe(`Wrote bank-a/org.yaml
Wrote bank-a/org.schema.json
Wrote bank-a/secrets.json
Wrote bank-a/.gitignore

Next steps:
  1. cd bank-a
  2. Fill in the lines of org.yaml that say so: nano org.yaml
  3. create-metis-node validate
  4. create-metis-node check
  5. create-metis-node apply

For version control: org.yaml, org.schema.json, known_hosts, artifacts.lock.json, applied.jsonl, receipts/, handover.md
Not for it (.gitignore): secrets.json, secrets.json.*, *.former, backups/, runs/, .lock, .lock.*
`)
  })

  it('names the next steps as they can be typed when npx has called it', async () => {
    const fake = fakeWorld({ presetsDirectory, workingDirectory, env: { npm_command: 'exec' } })

    await runCommandLine(['init', 'bank-a', '--preset', 'minimal'], fake.world)
    expect(fake.stdout()).toContain('  3. npx create-metis-node validate\n')
  })

  it('names steps that work from here where the program is a bundle that lies here', async () => {
    const env = { METIS_COMMAND: 'sh acme.metis' }
    const fake = fakeWorld({ presetsDirectory, workingDirectory, env })

    await runCommandLine(['init', 'bank-a', '--preset', 'minimal'], fake.world)
    expect(fake.stdout()).toContain(`Next steps:
  1. Fill in the lines of org.yaml that say so: nano bank-a/org.yaml
  2. sh acme.metis --file bank-a/org.yaml validate
`)
    expect(await runCommandLine(['--file', 'bank-a/org.yaml', 'validate'], fake.world)).toBe(3)
    expect(fake.stdout()).toContain('bank-a/org.yaml:')
  })

  it('never writes over an organisation', async () => {
    await writeFile(join(workingDirectory, 'org.yaml'), 'mine')
    const fake = fakeWorld({ presetsDirectory, workingDirectory })

    expect(await runCommandLine(['init', '--preset', 'minimal'], fake.world)).toBe(3)
    expect(fake.stderr()).toContain('command.exists-already')
    expect(await readFile(join(workingDirectory, 'org.yaml'), 'utf8')).toBe('mine')
    await expect(stat(join(workingDirectory, 'secrets.json'))).rejects.toThrow('ENOENT')
  })

  it('leaves a .gitignore as it is, and says what it lacks', async () => {
    const gitignore = join(workingDirectory, '.gitignore')
    for (const [text, isSilent] of [
      ['*.swp\n', false],
      ['*.swp\n/secrets.json', true],
    ] as const) {
      await rm(join(workingDirectory, 'org.yaml'), { force: true })
      await writeFile(gitignore, text)
      const fake = fakeWorld({ presetsDirectory, workingDirectory })
      expect(await runCommandLine(['init', '--preset', 'minimal'], fake.world)).toBe(0)
      expect(await readFile(gitignore, 'utf8')).toBe(text)
      expect(fake.stdout()).not.toContain('Wrote .gitignore')
      expect(fake.stdout().includes('state.secrets-not-ignored')).toBe(!isSilent)
      expect(fake.stdout().includes(`echo secrets.json >> ${gitignore}`)).toBe(!isSilent)
    }
  })

  it('refuses a name that can not be a file name, and suggests one that can', async () => {
    const fake = fakeWorld({ presetsDirectory, workingDirectory })

    expect(await runCommandLine(['init', '--preset', 'minimal', '--name', '9 Bank/A'], fake.world)).toBe(3)
    expect(fake.stderr()).toContain('error: 9 Bank/A can not be the name of an organisation.')
    expect(fake.stderr()).toContain('fix     For example: --name bank-a')
  })

  it('asks for a preset, and tells the nearest one', async () => {
    const none = fakeWorld({ presetsDirectory, workingDirectory })
    const wrong = fakeWorld({ presetsDirectory, workingDirectory })

    expect(await runCommandLine(['init'], none.world)).toBe(3)
    expect(none.stderr()).toContain('command.preset-missing')
    expect(await runCommandLine(['init', '--preset', 'minimum'], wrong.world)).toBe(3)
    expect(wrong.stderr()).toContain('minimal')
  })

  // Node's own way of making folders never ends there.
  it.runIf(process.platform === 'linux')('says so where a file system makes no folders', async () => {
    for (const folder of ['/proc/x', '/proc/x/y']) {
      const fake = fakeWorld({ presetsDirectory, workingDirectory })
      expect(await runCommandLine(['init', folder, '--preset', 'minimal'], fake.world)).toBe(3)
      expect(fake.stderr()).toMatch(/could not be\s+written:\s+ENOENT/)
    }
  })
})
