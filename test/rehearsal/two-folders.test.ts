import { appendFile, cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { headIn } from '../../src/facts/record.js'
import { jsonLines, presetText, rehearsedWorld } from './rehearsed-world.js'

const VIA = '\nports: { via: 10131 }\n'

/** An organisation that is installed, and a second folder that is a copy of the first. */
async function twoFolders() {
  const { rehearsal, runIn } = await rehearsedWorld(await presetText('data-provider'))
  const ana = rehearsal.folder
  const bo = await mkdtemp(join(tmpdir(), 'bo-'))
  onTestFinished(() => rm(bo, { recursive: true, force: true }))
  expect((await runIn(ana, 'apply')).exitCode).toBe(0)
  await cp(ana, bo, { recursive: true })
  return { ana, bo, runIn }
}

const generationOf = async (folder: string) =>
  headIn((await readFile(join(folder, 'applied.jsonl'), 'utf8')).split('\n')[0] ?? '')?.generation

test('a folder that is older than what was applied changes nothing, and shows what differs', async () => {
  const { ana, bo, runIn } = await twoFolders()
  await appendFile(join(ana, 'org.yaml'), VIA)
  await appendFile(join(bo, 'org.yaml'), '# of mine\n')
  expect((await runIn(ana, 'apply')).exitCode).toBe(0)
  expect(await generationOf(ana)).toBe(2)

  for (const command of ['plan', 'apply', 'check']) {
    const refused = await runIn(bo, command)
    expect([command, refused.exitCode]).toEqual([command, 1])
    const said = refused.stdout + refused.stderr
    expect(said.replace(/\s+/g, ' ')).toContain(
      'generation 2 of rehearsal is applied; this folder comes from generation 1',
    )
    expect(said).toContain('record.newer')
    if (command !== 'check') expect(said).toMatch(/\+ports: \{ via: 10131 \}[\s\S]*# of mine/)
  }
  expect((await runIn(bo, 'destroy', '--confirm', 'rehearsal')).stderr).toContain('record.newer')
  expect((await runIn(ana, 'plan')).exitCode).toBe(0)
})

test('the generation that is named is replaced, and no other', async () => {
  const { ana, bo, runIn } = await twoFolders()
  await appendFile(join(ana, 'org.yaml'), VIA)
  await runIn(ana, 'apply')
  expect((await runIn(bo, 'apply', '--overwrite', '1')).stderr).toContain('record.newer')
  expect((await runIn(bo, 'apply', '--overwrite', 'all')).exitCode).toBe(3)
  expect((await runIn(bo, 'apply', '--overwrite', '2')).exitCode).toBe(0)
  expect(await generationOf(bo)).toBe(3)
  expect((await runIn(bo, 'plan')).exitCode).toBe(0)
  // Whoever is older now is told so in turn.
  expect((await runIn(ana, 'plan')).stderr).toContain('generation 3')
})

test('who makes the same change elsewhere has lost nothing, and goes on from there', async () => {
  const { ana, bo, runIn } = await twoFolders()
  for (const folder of [ana, bo]) await appendFile(join(folder, 'org.yaml'), VIA)
  await runIn(ana, 'apply')
  expect((await runIn(bo, 'plan')).exitCode).toBe(0)
  expect((await runIn(bo, 'apply')).exitCode).toBe(0)
  expect(await readFile(join(bo, 'applied.jsonl'), 'utf8')).toBe(
    await readFile(join(ana, 'applied.jsonl'), 'utf8'),
  )
})

test('the record holds no secret that is not sealed, and is of every host', async () => {
  const { ana, runIn } = await twoFolders()
  const kept = await readFile(join(ana, 'applied.jsonl'), 'utf8')
  const { secrets } = JSON.parse(await readFile(join(ana, 'secrets.json'), 'utf8')) as {
    secrets: Record<string, { value: string }>
  }
  for (const { value } of Object.values(secrets)) expect(kept).not.toContain(value)
  await writeFile(join(ana, 'applied.jsonl'), `{"version":1}\n{}\n`)
  expect((await runIn(ana, 'plan')).stderr).toContain('record.applied-damaged')
  // A folder that has lost what it had applied is no newer than its hosts.
  await rm(join(ana, 'applied.jsonl'))
  const plan = jsonLines(await runIn(ana, 'plan', '--json')).find(({ type }) => type === 'plan')
  expect(plan?.nodes).toEqual([])
})

test('what version control makes of applied.jsonl is read, or told with what helps', async () => {
  const { bo, runIn } = await twoFolders()
  const file = join(bo, 'applied.jsonl')
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replaceAll('\n', '\r\n'))
  expect((await runIn(bo, 'plan')).exitCode).toBe(0)

  await writeFile(file, `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> theirs\n`)
  for (const command of ['plan', 'pull']) {
    const refused = await runIn(bo, command)
    expect([command, refused.exitCode]).toEqual([command, 1])
    expect(refused.stderr).toContain(`mv -- ${file} ${file}.damaged && create-metis-node pull`)
  }
  await rename(file, `${file}.damaged`)
  expect((await runIn(bo, 'pull')).exitCode).toBe(0)
  expect(await readFile(file, 'utf8')).toBe(text)
})

test('line ends and a mark of the beginning make no other organisation', async () => {
  const { ana, runIn } = await twoFolders()
  const file = join(ana, 'org.yaml')
  await writeFile(file, `\uFEFF${(await readFile(file, 'utf8')).replaceAll('\n', '\r\n')}`)
  expect((await runIn(ana, 'plan')).exitCode).toBe(0)
})

test('a folder without the secrets of its hosts removes nothing', async () => {
  const { bo, runIn } = await twoFolders()
  await rm(join(bo, 'secrets.json'))
  const refused = await runIn(bo, 'destroy', '--confirm', 'rehearsal', '--delete-data')
  expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('preflight.other-secrets')])
})
