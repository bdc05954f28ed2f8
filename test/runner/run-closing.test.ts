import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { InstallerError, type Problem, problem } from '../../src/errors/problem.js'
import { fill } from '../../src/lib/text.js'
import type { PlanNode } from '../../src/planner/plan.js'
import type { HostLink } from '../../src/runner/host-link.js'
import type { OngoingRun } from '../../src/runner/ongoing-run.js'
import { createProofs, type Proofs } from '../../src/runner/proofs.js'
import { runClosing } from '../../src/runner/run-closing.js'
import type { Transport } from '../../src/transports/transport.js'

const lost = () => new InstallerError(problem('connection.lost', { host: 'h2' }))
const dialsFrom = (...hosts: string[]) => hosts.map((from) => ({ from, address: '10.0.0.1', port: 8500 }))

/** Closes the ports of h1; the scripts that it is sent, and why the node failed. */
async function closed(proofs: Partial<Proofs>, folder = '/nowhere') {
  const action = {
    ...{ kind: 'close-ports', table: 'metis-acme', unit: 'metis-test-firewall' },
    ...{ path: join(folder, 'rules.nft'), content: 'new', dials: dialsFrom('h2', 'h3') },
  } as const
  const node = { id: 'h1 ports', host: 'h1', instance: 'host', action, inputs: '1' } as unknown as PlanNode
  const scripts: string[] = []
  const transport = {
    run: async ({ script }: { script: string | Parameters<typeof fill>[0] }) => {
      scripts.push(typeof script === 'string' ? script : fill(script, () => ''))
      return { exitCode: 0, output: '' }
    },
  } as unknown as Transport
  let why: Problem | undefined
  const run = {
    input: { topology: { organisation: 'acme' } },
    schedule: { mark: () => {} },
    options: { abort: new AbortController().signal },
    receipts: join(folder, 'receipts'),
    proofs: { reach: async () => {}, dial: async () => 'open', close: async () => {}, ...proofs },
    emit: () => {},
    fail: (_: PlanNode, problem: Problem) => {
      why = problem
    },
  } as unknown as OngoingRun
  const link = { host: { name: 'h1' }, transport: async () => transport } as unknown as HostLink
  await runClosing(node, link, run)
  return { scripts, why }
}

test('a host that can not be asked is told, also while another one still dials', async () => {
  const unhandled: unknown[] = []
  const note = (error: unknown) => unhandled.push(error)
  process.on('unhandledRejection', note)
  const { scripts, why } = await closed({
    dial: async ({ from }) => {
      if (from === 'h3') throw lost()
      await delay(50)
      return 'open'
    },
  })
  process.off('unhandledRejection', note)
  expect(why).toMatchObject({ code: 'firewall.not-asked', details: { host: 'h1', from: 'h3' } })
  expect([scripts.length, unhandled]).toEqual([1, []])
})

test('a pair that is cut off is not confirmed', async () => {
  const { scripts, why } = await closed({ dial: async () => 'filtered' })
  expect(why).toMatchObject({ code: 'firewall.pair-cut-off', details: { from: 'h2', count: 2 } })
  expect(scripts.length).toBe(1)
})

test.each([
  ['is written, loaded and has its unit active', false],
  ['that can not be written leaves no receipt', true],
])('a confirmed table %s', async (_, isBlocked) => {
  // Its path stands in the script where /run is.
  const folder = mkdtempSync(join(tmpdir(), 'closing-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const name of ['bin', 'receipts', 'metis-test-firewall']) mkdirSync(join(folder, name))
  for (const name of ['nft', 'systemctl', 'chown']) {
    const said = name === 'chown' ? '' : `echo "${name} $*" >>${folder}/said`
    writeFileSync(join(folder, 'bin', name), `#!/bin/bash\n${said}\n`)
    chmodSync(join(folder, 'bin', name), 0o755)
  }
  writeFileSync(join(folder, 'metis-test-firewall/next'), 'new')
  if (isBlocked) mkdirSync(join(folder, 'rules.nft.metis-incoming/x'), { recursive: true })
  const { scripts } = await closed({}, folder)
  const input = (scripts[1] ?? '').replaceAll('/run/metis-test', `${folder}/metis-test`)
  const env = { ...process.env, PATH: `${folder}/bin:${process.env.PATH}` }
  const { status, stderr } = spawnSync('bash', ['-s'], { input, env, encoding: 'utf8' })
  const receipts = spawnSync('ls', [join(folder, 'receipts')], { encoding: 'utf8' }).stdout
  if (isBlocked) {
    expect([status === 0, receipts, existsSync(join(folder, 'rules.nft'))], stderr).toEqual([
      false,
      '',
      false,
    ])
    return
  }
  expect([status, stderr]).toEqual([0, ''])
  expect(readFileSync(join(folder, 'rules.nft'), 'utf8')).toBe('new')
  expect(receipts).not.toBe('')
  const said = readFileSync(join(folder, 'said'), 'utf8')
  expect(said).toContain(`nft -f ${folder}/rules.nft\nsystemctl restart metis-test-firewall.service\n`)
})

test('a connection for proofs that was lost is made again, and each is closed at the end', async () => {
  let made = 0
  const closedOnes: number[] = []
  const connect = async () => {
    made += 1
    const number = made
    return {
      run: async () => {
        if (number === 1) throw lost()
        return { exitCode: 0, output: '' }
      },
      close: async () => void closedOnes.push(number),
    } as unknown as Transport
  }
  const host = (name: string) => ({ name }) as Parameters<Parameters<typeof createProofs>[1]>[0]
  const proofs = createProofs(host, connect, new AbortController().signal)
  await proofs.reach('h2')
  expect(await proofs.dial(dialsFrom('h2')[0] as never)).toBeUndefined()
  await proofs.reach('h2')
  await proofs.close()
  expect([made, closedOnes.toSorted()]).toEqual([3, [1, 2, 3]])
})
