/**
 * The unit tests on every version of Node.js that is named: `check-node.ts [--shares] VERSION...`. npm's package `node`
 * brings the programs. A version that can't be had here is told and counts as skipped. With `--shares` the suite runs once,
 * shared out among them; which version gets which part changes with the commit.
 */
import { parseArgs } from 'node:util'
import { execa } from 'execa'

const CLOSING_LINE = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm

interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

const { values: options, positionals: versions } = parseArgs({
  options: { shares: { type: 'boolean' } },
  allowPositionals: true,
})
const turn = options.shares === true ? await numberOfCommit() : 0
const total = { passed: 0, failed: 0, skipped: 0 }
for (const [index, version] of versions.entries()) {
  const share = `${((index + turn) % versions.length) + 1}/${versions.length}`
  const counts = await countsOn(version, options.shares === true ? [`--shard=${share}`] : [])
  console.log(`Node.js ${version}: ${lineOf(counts)}`)
  total.passed += counts.passed
  total.failed += counts.failed
  total.skipped += counts.skipped
}
console.log(`\n${lineOf(total)}`)
if (total.failed > 0) process.exitCode = 1

async function numberOfCommit(): Promise<number> {
  const { stdout } = await execa('git', ['rev-parse', 'HEAD'], { reject: false })
  return Number.parseInt(stdout.slice(0, 6), 16) || 0
}

async function countsOn(version: string, share: readonly string[]): Promise<Counts> {
  const there = await nodeOf(version, '--version')
  if (there.stdout !== `v${version}`) {
    console.log(`Node.js ${version} can't be had here: ${there.all.trim().split('\n')[0]}`)
    return { passed: 0, failed: 0, skipped: 1 }
  }
  const { all, exitCode } = await nodeOf(
    version,
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    'unit',
    ...share,
  )
  const [, passed, failed, skipped] = [...all.matchAll(CLOSING_LINE)].at(-1) ?? []
  const counts = { passed: Number(passed ?? 0), failed: Number(failed ?? 0), skipped: Number(skipped ?? 0) }
  if (exitCode === 0 && counts.passed > 0) return counts
  console.log(all)
  return { ...counts, failed: Math.max(1, counts.failed) }
}

function nodeOf(version: string, ...args: string[]) {
  const npm = ['exec', '--yes', `--package=node@${version}`, '--', 'node', ...args]
  return execa('npm', npm, { reject: false, all: true, stdin: 'ignore' })
}

function lineOf({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`
}
