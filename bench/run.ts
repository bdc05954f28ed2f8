/**
 * Our `apply` against Ansible, side by side on the same hosts: `npm run bench`, as root on Linux, with the lab prepared
 * (`npm run lab:prepare`). Prints a table, and writes it as JSON to bench/results/. See docs/speed.md.
 *
 *     npm run bench -- --rounds 5 --only apply,plan     a few of the measurements, by how their names begin
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type AnsibleKind, ansibleFor, installAnsible } from './ansible.js'
import { goalLines } from './goals.js'
import { limitsOn } from './limits.js'
import { createRecord, measured } from './record.js'
import { openSite } from './site.js'

const HOSTS = 8
const NAME = 'bench'
const RESULTS = fileURLToPath(new URL('results/', import.meta.url))

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, only: { type: 'string' } },
})
const rounds = Number(values.rounds)
const isWanted = (what: string) => (values.only?.split(',') ?? ['']).some((part) => what.startsWith(part))
await installAnsible()
const site = await openSite({ name: NAME, subnet: '10.90.0', hosts: HOSTS })
try {
  const record = createRecord()
  const ansible = await ansibleFor(site)
  const take = (what: string, work: () => Promise<unknown>) =>
    isWanted(what) ? measured(NAME, work).then((sample) => record.add(what, sample)) : undefined
  const ours = async (command: string, expected: number) => {
    const said = await site.organisation.run(command.split(' '))
    if (said.exitCode !== expected) throw new Error(`${command}: ${said.exitCode}\n${said.all}`)
  }
  const playbook = async (kind: AnsibleKind) => {
    const { exitCode, output } = await ansible.run(kind)
    if (exitCode !== 0) throw new Error(`ansible: ${exitCode}\n${output.slice(-4000)}`)
  }
  let expected: string | undefined
  const first = async (what: string, work: () => Promise<unknown>) => {
    if (!isWanted(what)) return
    await take(what, work)
    const found = await site.installed()
    expected ??= found
    if (found !== expected)
      throw new Error(`not the same was installed:\n${firstDifference(expected, found)}`)
  }
  const limits = limitsOn(site)
  for (let round = 0; round <= rounds; round++) {
    // The first round fills caches of both sides, and does not count.
    if (round === 1) record.clear()
    for (const [name, work] of Object.entries(limits)) await take(name, work)
    await site.reset()
    await take('plan, fresh hosts', () => ours('plan', 2))
    await first('apply, first', () => ours('apply --yes', 0))
    await take('apply, again', () => ours('apply --yes', 0))
    await take('plan, again', () => ours('plan', 0))
    for (const kind of ['mitogen', 'pipelining'] as const) {
      if (!isWanted(kind)) continue
      await site.reset()
      await first(`${kind}, first`, () => playbook(kind))
      await take(`${kind}, again`, () => playbook(kind))
    }
  }
  const machine = { cores: cpus().length, memoryGib: Math.round(totalmem() / 2 ** 30), node: process.version }
  const goals = goalLines(record.medians())
  console.log(`\n${record.table()}\n`)
  console.log(['| goal | measured | wanted | reached |', '|---|---|---|---|', ...goals].join('\n'))
  mkdirSync(RESULTS, { recursive: true })
  const at = new Date().toISOString()
  const file = `${RESULTS}apply-${at.replaceAll(/[:.]/g, '-')}.json`
  writeFileSync(
    file,
    `${JSON.stringify({ at, machine, hosts: HOSTS, rounds, samples: record.all() }, null, 2)}\n`,
  )
  console.log(`\n${file}`)
  ansible.remove()
} finally {
  await site.close()
}

function firstDifference(one: string, other: string): string {
  const lines = other.split('\n')
  const at = one.split('\n').findIndex((line, i) => line !== lines[i])
  return `- ${one.split('\n')[at]}\n+ ${lines[at]}`
}
