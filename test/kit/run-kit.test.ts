import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Action } from '../../src/actions/action.js'
import type { Kit } from '../../src/kit/kit.js'
import { kitFiles } from '../../src/kit/kit-files.js'
import { readReceipt } from '../../src/kit/receipt.js'
import { sh } from '../../src/lib/command.js'
import { secret, text } from '../../src/lib/text.js'
import { kitWith } from './kit.js'

const owner = `${userInfo().username}:${spawnSync('id', ['-gn'], { encoding: 'utf8' }).stdout.trim()}`
const PASSWORD = `pass'word "and $more\\`

let folder: string
let root: string
let kitFolder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kit-'))
  root = join(folder, 'metis')
  kitFolder = join(folder, 'kit')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, content = text`${name}\n`): Action => ({
  kind: 'write-file',
  path: join(root, name),
  mode: '0600',
  owner,
  content,
})
const run = (name: string, command: ReturnType<typeof sh>): Action => ({
  kind: 'run',
  name,
  command,
  inputs: name,
})

/** Lays a kit out, on a root of its own; what it asks of the machine that it is run on is the lab's to show. */
function layOut(
  actions: readonly Action[],
  change: (kit: Kit) => Kit = (kit) => kit,
  value = PASSWORD,
): void {
  const made = kitWith(actions)
  const kit = change({ ...made, topology: { ...made.topology, installDirectory: root } })
  for (const one of kitFiles(kit, () => value, 'en').files) {
    if (!('text' in one)) continue
    const path = join(kitFolder, one.path)
    mkdirSync(dirname(path), { recursive: true })
    const written = one.text
      .replace(/^log=.*$/m, `log=${folder}/log`)
      .replace(/^hold_at=.*$/m, `hold_at=${folder}/hold`)
      .replace(/^main "\$@"$/m, 'check_files; read_secrets; run_steps; write_receipt')
    writeFileSync(path, written, { mode: one.mode })
  }
}

function runIt(): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync('bash', [join(kitFolder, 'run.sh')], { encoding: 'utf8' })
  return { code: status, out: stdout, err: stderr }
}

const steps = (out: string) => out.split('\n').filter((line) => line.startsWith('['))

test.each([
  ['sh', [], {}],
  ['bash', ['--posix'], {}],
  ['bash', [], { SHELLOPTS: 'posix' }],
])('the script of a kit finds its bash when %s %j is what runs it', (shell, options, env) => {
  layOut([file('one')])
  const told = spawnSync(shell, [...options, join(kitFolder, 'run.sh')], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...env },
  })
  expect([told.status, steps(told.stdout)]).toEqual([0, [`[1/1] file ${root}/one`]])
})

describe('the script of a kit, run by bash', () => {
  test('does its steps in order, and nothing when it is run again', () => {
    layOut([file('one'), file('two')])
    const first = runIt()
    expect([first.code, first.err]).toEqual([0, ''])
    expect(steps(first.out)).toEqual([`[1/2] file ${root}/one`, `[2/2] file ${root}/two`])
    expect(readFileSync(join(root, 'two'), 'utf8')).toBe('two\n')
    const again = runIt()
    expect(again.code).toBe(0)
    expect(steps(again.out)).toEqual([
      `[1/2] done already: file ${root}/one`,
      `[2/2] done already: file ${root}/two`,
    ])
    expect(again.out).toContain('All 2 steps were done already; nothing was changed.')
  })

  test('does nothing where it can not keep others away', () => {
    layOut([file('one')])
    writeFileSync(join(folder, 'hold'), '')
    expect(runIt()).toMatchObject({ code: 3, err: expect.stringContaining('Others could not be kept away') })
    expect(existsSync(root)).toBe(false)
  })

  test('is refused where another organisation has installed anything, not where it had only begun', () => {
    layOut([file('one')])
    const script = join(kitFolder, 'run.sh')
    writeFileSync(script, readFileSync(script, 'utf8').replace(/^check_files;/m, 'require_no_other; $&'))
    const receipts = join(root, '.installed')
    mkdirSync(receipts, { recursive: true })
    const leave = (id: string) =>
      writeFileSync(join(receipts, 'a.json'), `\n${JSON.stringify({ id, organisation: 'globex' })}\n`)
    leave('unit:metis-via.service')
    expect(runIt()).toMatchObject({ code: 3, err: expect.stringContaining('globex, is installed here') })
    leave(`directory:${root}`)
    expect(runIt().code).toBe(0)
  })

  test('stops at the first failure, tells the last lines and what to do, and goes on from there', () => {
    layOut([file('one'), run('step', sh`echo 'no such luck'; test -e ${join(root, 'luck')}`), file('two')])
    const failed = runIt()
    expect(failed.code).toBe(1)
    expect(failed.out).toContain('        no such luck\n')
    expect(failed.err).toContain('Step 2 of 3 failed on h2: step step')
    expect(failed.err).toContain('under action_2')
    expect(readFileSync(join(folder, 'log'), 'utf8')).toMatch(/^\S+Z 2: no such luck\n$/)
    expect(existsSync(join(root, 'two'))).toBe(false)
    writeFileSync(join(root, 'luck'), '')
    const second = runIt()
    expect(second.code).toBe(0)
    expect(steps(second.out)).toEqual([
      `[1/3] done already: file ${root}/one`,
      '[2/3] step step',
      `[3/3] file ${root}/two`,
    ])
  })

  test('fills secrets in itself, and hides them when a step says them', () => {
    layOut([
      file('config', text`password: ${secret('database-password', 'json')}\n`),
      run('loud', sh`echo ${secret('database-password')}`),
    ])
    const { code, out } = runIt()
    expect(code).toBe(0)
    expect(readFileSync(join(root, 'config'), 'utf8')).toBe(`password: ${JSON.stringify(PASSWORD)}\n`)
    expect(statSync(join(kitFolder, 'secrets')).mode & 0o777).toBe(0o600)
    expect(out).toContain('        ***\n')
    expect(
      out + readFileSync(join(folder, 'log'), 'utf8') + readFileSync(join(kitFolder, 'run.sh'), 'utf8'),
    ).not.toContain('$more')
  })

  test('hides a secret line by line, and as it is where only its quoted form was asked for', () => {
    const config = file('config', text`${secret('key', 'json')}\n`)
    const unquoted = `printf '%b' "$(cut -d '"' -f 2 "$1")"`
    layOut(
      [config, run('loud', sh`bash -c ${unquoted} loud ${join(root, 'config')}`)],
      undefined,
      'begin key\nabcdef\nend',
    )
    const { code, out } = runIt()
    expect(code).toBe(0)
    expect(out).toContain('        ***\n        ***\n        end\n')
    expect(out + readFileSync(join(folder, 'log'), 'utf8')).not.toMatch(/begin key|abcdef/)
  })

  test('finds itself whatever folders a shell looks through', () => {
    layOut([file('one')])
    const { status } = spawnSync('bash', ['kit/run.sh'], {
      cwd: folder,
      env: { PATH: process.env.PATH, CDPATH: folder },
    })
    expect([status, existsSync(join(kitFolder, 'h2.receipt'))]).toEqual([0, true])
  })

  test('puts its receipt beside it, and not where a link of that name leads', () => {
    layOut([file('one')])
    mkdirSync(join(folder, 'elsewhere'))
    symlinkSync(join(folder, 'elsewhere'), join(kitFolder, 'h2.receipt'))
    expect(runIt().code).toBe(0)
    expect([
      readdirSync(join(folder, 'elsewhere')),
      statSync(join(kitFolder, 'h2.receipt')).isFile(),
    ]).toEqual([[], true])
  })

  test('touches nothing when a file of it was changed, or its secrets are gone', () => {
    layOut([file('config', text`${secret('database-password')}`)])
    appendFileSync(join(kitFolder, 'secrets'), 'x')
    expect(runIt()).toMatchObject({
      code: 3,
      err: expect.stringContaining('The file secrets is not the one'),
    })
    rmSync(join(kitFolder, 'secrets'))
    expect(runIt()).toMatchObject({
      code: 3,
      err: expect.stringContaining('Make another kit.\nNothing was changed.'),
    })
    expect(existsSync(root)).toBe(false)
  })

  test('finishes its step on Ctrl-C, says so, and goes on when it is run again', async () => {
    const until = sh`echo waiting; until [ -e ${join(folder, 'go')} ]; do sleep 0.05; done`
    layOut([run('long', until), file('two')])
    const kit = spawn('bash', [join(kitFolder, 'run.sh')], { stdio: ['ignore', 'pipe', 'inherit'] })
    let out = ''
    kit.stdout.setEncoding('utf8').on('data', (said: string) => {
      if (!out.includes('waiting') && (out + said).includes('waiting')) kit.kill('SIGINT')
      if (!out.includes('Stopping') && (out + said).includes('Stopping'))
        writeFileSync(join(folder, 'go'), '')
      out += said
    })
    const code = await new Promise((resolve) => kit.on('close', resolve))
    expect([code, steps(out)]).toEqual([130, ['[1/2] step long']])
    expect(out).toContain('Stopped after step 1 of 2. Run this again to go on.')
    expect(steps(runIt().out)).toEqual(['[1/2] done already: step long', `[2/2] file ${root}/two`])
  })

  test('takes what follows along, though the host shows it as done', () => {
    const actions = [file('config'), run('start', sh`echo started >> ${join(folder, 'starts')}`)]
    const follows = (kit: Kit): Kit => ({
      ...kit,
      steps: kit.steps.map((step, i) =>
        i === 0
          ? step
          : {
              ...step,
              node: { ...step.node, byHand: { follows: [kit.steps[0]?.node.id ?? ''], forced: false } },
            },
      ),
    })
    layOut(actions, follows)
    runIt()
    appendFileSync(join(root, 'config'), 'edited')
    runIt()
    runIt()
    expect(readFileSync(join(folder, 'starts'), 'utf8')).toBe('started\nstarted\n')
  })

  test('does what is needed once only once', () => {
    const once = (kit: Kit): Kit => ({
      ...kit,
      steps: kit.steps.map((step) => ({
        ...step,
        node: { ...step.node, byHand: { follows: [], forced: true } },
      })),
    })
    const start = [run('start', sh`echo started >> ${join(folder, 'starts')}`)]
    layOut(start)
    runIt()
    layOut(start, once)
    runIt()
    runIt()
    expect(readFileSync(join(folder, 'starts'), 'utf8')).toBe('started\nstarted\n')
  })

  test('puts artifacts where the services look for them, checked', () => {
    const content = 'the program\n'
    const sha256 = createHash('sha256').update(content).digest('hex')
    const path = join(root, '.artifacts', sha256.slice(0, 16), 'consul')
    layOut([{ kind: 'place-artifact', artifact: 'consul', path, sha256, size: content.length }])
    const carried = join(kitFolder, 'files', sha256.slice(0, 16), 'consul')
    mkdirSync(dirname(carried), { recursive: true })
    writeFileSync(carried, content)
    expect(runIt().code).toBe(0)
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual([content, 0o644])
  })

  test('writes a receipt that says who it is of, and cannot be changed unnoticed', () => {
    layOut([file('config', text`${secret('database-password')}`)])
    expect(runIt().out).toContain(`The receipt is ${kitFolder}/h2.receipt`)
    const receipt = readFileSync(join(kitFolder, 'h2.receipt'), 'utf8')
    expect(readReceipt(receipt)).toMatchObject({
      ok: true,
      receipt: { organisation: 'acme', organisationId: 'fedcba9876543210', host: 'h2', address: '10.0.0.12' },
    })
    expect(receipt.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(statSync(join(kitFolder, 'h2.receipt')).mode & 0o777).toBe(0o600)
    expect(readReceipt(receipt.replace('host: h2', 'host: h1'))).toEqual({ ok: false, why: 'damaged' })
  })
})
