import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { expect, onTestFinished, test } from 'vitest'
import { presetText, rehearsedWorld } from './rehearsed-world.js'

test('where org.yaml names operators, the key of one of them brings the folder back, and no passphrase', async () => {
  const [ana, bo, eve] = await Promise.all([generateIdentity(), generateIdentity(), generateIdentity()])
  const [anas, bos] = await Promise.all([ana, bo].map(identityToRecipient))
  const operators = `operators: [{ name: ana, key: ${anas} }, { name: bo, key: ${bos} }]`
  // As one has installed it who worked on the host itself.
  const here = (await presetText('minimal')).replace(/user: \S+/, 'local: true')
  const { rehearsal, run, runIn } = await rehearsedWorld(`${here}\n${operators}\n`)
  expect((await run('apply')).exitCode).toBe(0)
  const laptop = await mkdtemp(join(tmpdir(), 'laptop-'))
  onTestFinished(() => rm(laptop, { recursive: true, force: true }))
  const keyFile = async (identity: string) => {
    const path = join(rehearsal.folder, 'key.txt')
    await writeFile(path, `# age key\n${identity}\n`, { mode: 0o600 })
    return ['--identity', path]
  }
  const recover = (...more: string[]) => runIn(laptop, 'recover', '--from', 'root@10.20.0.11', ...more)

  expect((await recover()).stderr).toContain('--identity FILE')
  expect((await recover(...(await keyFile(eve)))).stderr).toContain('state.identity-not-allowed')
  expect(await readdir(laptop)).toEqual([])
  const { exitCode, stdout } = await recover(...(await keyFile(bo)))
  expect(exitCode).toBe(0)
  expect(await readFile(join(laptop, 'secrets.json'), 'utf8')).toContain('recovery-passphrase')
  // Every command would take the laptop for that host.
  expect(stdout.replace(/\s+/g, ' ')).toContain('h1 (10.20.0.11) is `local: true` in org.yaml')
})
