/**
 * What more hosts cost: `npx tsx bench/growth.ts`, after `npm run build`, on Linux. The built program plans, applies,
 * applies again and plans again, on hosts that only talk (`growth/ssh-servers.ts`, a process of their own, so that the
 * controller is measured alone), and as root with the lab prepared, on real ones:
 *
 *     npx tsx bench/growth.ts --scripted 1,8,64,256 --real 1,8,16 --rounds 3 --plot docs/growth.svg
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { measuredRun, type Usage } from './growth/measured-run.js'
import { plotOf } from './growth/plot.js'
import { openRealSite } from './growth/real-site.js'
import { COMMANDS, medians, type Sample, tableOf } from './growth/samples.js'
import { openScriptedSite } from './growth/scripted-site.js'

const { values } = parseArgs({
  options: {
    scripted: { type: 'string', default: '1,8,64,256' },
    real: { type: 'string', default: '' },
    rounds: { type: 'string', default: '3' },
    plot: { type: 'string' },
  },
})
const numbers = (text: string) => (text === '' ? [] : text.split(',').map(Number))
const RESULTS = fileURLToPath(new URL('results/', import.meta.url))

const samples: Sample[] = []
for (const [kind, sizes] of [
  ['scripted', numbers(values.scripted)],
  ['real', numbers(values.real)],
] as const) {
  for (const hosts of sizes) {
    const rounds: Record<string, Usage[]> = {}
    for (let round = 0; round < Number(values.rounds); round++) {
      const site = await (kind === 'real' ? openRealSite : openScriptedSite)(hosts)
      try {
        for (const { name, args, exitCode } of COMMANDS) {
          const usage = await measuredRun(site, args, exitCode)
          rounds[name] = [...(rounds[name] ?? []), usage]
        }
      } finally {
        await site.close()
      }
    }
    samples.push({ kind, hosts, usage: medians(rounds) })
    console.log(tableOf(samples.slice(-1)))
  }
}
const machine = { cores: cpus().length, memoryGib: Math.round(totalmem() / 2 ** 30), node: process.version }
console.log(`\n${tableOf(samples)}`)
mkdirSync(RESULTS, { recursive: true })
const at = new Date().toISOString()
const record = { at, machine, rounds: Number(values.rounds), load: loadavg(), samples }
writeFileSync(`${RESULTS}growth-${at.replaceAll(/[:.]/g, '-')}.json`, `${JSON.stringify(record, null, 2)}\n`)
if (values.plot !== undefined) writeFileSync(values.plot, plotOf(samples))
