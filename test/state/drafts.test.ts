import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDrafts } from '../../src/state/drafts.js'
import { stateDirectory } from '../../src/state/state-directory.js'
import { type Draft, emptyDraft } from '../../src/wizard/draft.js'
import { problemsOf } from './problem-of.js'
import { temporaryFolder } from './temporary-folder.js'

const early = new Date('2026-01-31T12:00:00.000Z')
const late = new Date('2026-01-31T12:00:01.000Z')

function draftOf(id: string, organisation = 'bank-a'): Draft {
  const empty = emptyDraft({ id, language: 'en', place: 'machines', release: 'metis-0.3.0' })
  return { ...empty, at: 'machines', folder: '/home/ops/bank-a', file: { ...empty.file, organisation } }
}

describe('drafts', () => {
  it('gives back what was saved, the newest first, and keeps it from other accounts', () => {
    const folder = temporaryFolder()
    const drafts = openDrafts(folder)
    drafts.save(draftOf('one'), early)
    drafts.save(draftOf('two'), late)
    expect(openDrafts(folder).list()).toMatchObject({
      drafts: [
        { draft: draftOf('two'), savedAt: late.toISOString() },
        { draft: draftOf('one'), savedAt: early.toISOString() },
      ],
      problems: [],
    })
    expect(statSync(join(folder, 'drafts', 'one.json')).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'drafts')).mode & 0o777).toBe(0o700)
  })

  it('has none before anything was saved', () => {
    expect(openDrafts(temporaryFolder()).list()).toEqual({ drafts: [], problems: [] })
  })

  it('keeps the last of several savings, and leaves nothing else behind', () => {
    const folder = temporaryFolder()
    const drafts = openDrafts(folder)
    drafts.save(draftOf('one', 'bank'), early)
    drafts.save(draftOf('one', "bank-\u001b[31m'\n"), late)
    expect(drafts.read('one').draft.file.organisation).toBe("bank-\u001b[31m'\n")
    expect(readdirSync(join(folder, 'drafts'))).toEqual(['one.json'])
  })

  it('forgets a draft with its host keys', () => {
    const folder = temporaryFolder()
    const drafts = openDrafts(folder)
    drafts.save(draftOf('one'), early)
    writeFileSync(drafts.knownHosts('one'), '10.0.0.1 ssh-ed25519 AAAA\n')
    drafts.forget('one')
    expect(readdirSync(join(folder, 'drafts'))).toEqual([])
    expect(problemsOf(() => drafts.read('one')).map(({ code }) => code)).toEqual(['state.draft-missing'])
  })

  it.each([
    ['cut', '{"version":1,"savedAt"'],
    ['of another shape', '{"version":1,"savedAt":"yesterday","draft":{}}'],
    ['with a secret in it', JSON.stringify({ ...savedForm(), draft: { ...draftOf('bad'), password: 'x' } })],
  ])('moves a file aside that is %s, tells it once, and offers the others', (_, content) => {
    const folder = temporaryFolder()
    const drafts = openDrafts(folder)
    drafts.save(draftOf('good'), early)
    const path = join(folder, 'drafts', 'bad.json')
    writeFileSync(path, content)
    const first = drafts.list()
    expect(first.drafts.map(({ draft }) => draft.id)).toEqual(['good'])
    expect(first.problems).toMatchObject([
      { code: 'state.draft-damaged', severity: 'warning', where: { file: `${path}.damaged` } },
    ])
    expect(readFileSync(`${path}.damaged`, 'utf8')).toBe(content)
    expect(drafts.list().problems).toEqual([])
  })

  it.each([
    ['file', { version: 2, answers: {} }],
    ['draft', { ...savedForm(), draft: { ...draftOf('new'), version: 3, colour: 'red' } }],
  ])('leaves a %s of a newer version where it is', (_, content) => {
    const folder = temporaryFolder()
    const drafts = openDrafts(folder)
    drafts.save(draftOf('good'), early)
    writeFileSync(join(folder, 'drafts', 'new.json'), JSON.stringify(content))
    expect(problemsOf(() => drafts.read('new')).map(({ code }) => code)).toEqual(['state.draft-newer'])
    expect(readdirSync(join(folder, 'drafts')).toSorted()).toEqual(['good.json', 'new.json'])
    expect(drafts.list().drafts.map(({ draft }) => draft.id)).toEqual(['good'])
  })

  it('does not offer what another running program has open, and offers it once that has ended', async () => {
    const folder = temporaryFolder()
    const drafts = openDrafts(folder)
    drafts.save(draftOf('theirs'), early)
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    onTestFinished(() => {
      other.kill('SIGKILL')
    })
    const path = join(folder, 'drafts', 'theirs.json')
    const saved: { by: object } = JSON.parse(readFileSync(path, 'utf8'))
    const { processStart: _, ...mine } = saved.by as Record<string, unknown>
    writeFileSync(path, JSON.stringify({ ...saved, by: { ...mine, pid: other.pid } }))
    expect(drafts.list()).toEqual({ drafts: [], problems: [] })
    expect(drafts.read('theirs').isOpenElsewhere).toBe(true)
    other.kill('SIGKILL')
    await once(other, 'exit')
    expect(drafts.list().drafts.map(({ draft }) => draft.id)).toEqual(['theirs'])
    expect(drafts.read('theirs').isOpenElsewhere).toBe(false)
  })

  it('stays in its folder whatever an id is', () => {
    const folder = temporaryFolder()
    openDrafts(folder).save(draftOf('../../etc/passwd'), early)
    expect(readdirSync(join(folder, 'drafts'))).toEqual(['______etc_passwd.json'])
  })

  it('says why a draft can not be written', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'drafts'), 'a file in the way')
    const [told] = problemsOf(() => openDrafts(folder).save(draftOf('one'), early))
    expect(told?.code).toBe('state.write-failed')
  })
})

it('keeps its state where the system wants it', () => {
  expect(stateDirectory({}, '/home/ops', 'linux')).toBe('/home/ops/.local/state/create-metis-node')
  expect(stateDirectory({ XDG_STATE_HOME: '/state' }, '/home/ops', 'linux')).toBe('/state/create-metis-node')
  expect(stateDirectory({ XDG_STATE_HOME: 'state' }, '/home/ops', 'linux')).toBe(
    '/home/ops/.local/state/create-metis-node',
  )
  expect(stateDirectory({ LOCALAPPDATA: 'C:\\Data' }, 'C:\\Users\\ops', 'win32')).toBe(
    'C:\\Data\\create-metis-node',
  )
})

function savedForm() {
  return { version: 1, savedAt: early.toISOString(), by: { pid: process.pid, host: 'h', user: 'ops' } }
}
