import { median } from '../pty.js'
import type { Usage } from './measured-run.js'

/** What is measured, in this order, on hosts that are fresh to begin with. */
export const COMMANDS = [
  { name: 'plan, fresh', args: ['plan', '--accept-new-host-keys'], exitCode: 2 },
  { name: 'apply, first', args: ['apply', '--yes'], exitCode: 0 },
  { name: 'apply, again', args: ['apply', '--yes'], exitCode: 0 },
  { name: 'plan, again', args: ['plan'], exitCode: 0 },
] as const
type CommandName = (typeof COMMANDS)[number]['name']

/** Medians of one number of hosts. */
export interface Sample {
  readonly kind: 'scripted' | 'real'
  readonly hosts: number
  readonly usage: Readonly<Record<string, Usage>>
}

export function medians(rounds: Readonly<Record<string, readonly Usage[]>>): Sample['usage'] {
  const middle = (all: readonly Usage[], of: keyof Usage) => median(all.map((usage) => usage[of]))
  const usage = Object.entries(rounds).map(([name, all]) => [
    name,
    {
      wallSeconds: middle(all, 'wallSeconds'),
      cpuSeconds: middle(all, 'cpuSeconds'),
      peakMib: middle(all, 'peakMib'),
    },
  ])
  return Object.fromEntries(usage) as Sample['usage']
}

/** Wall seconds, CPU seconds and peak MiB of the controller; a Markdown table, a row for each number of hosts. */
export function tableOf(samples: readonly Sample[]): string {
  const cell = (usage: Usage | undefined) =>
    usage === undefined
      ? ''
      : `${usage.wallSeconds.toFixed(1)} / ${usage.cpuSeconds.toFixed(1)} / ${usage.peakMib.toFixed(0)}`
  const rows = [
    ['hosts', ...COMMANDS.map(({ name }) => name)],
    ['---', ...COMMANDS.map(() => '---')],
    ...samples.map(({ kind, hosts, usage }) => [
      `${hosts} ${kind}`,
      ...COMMANDS.map(({ name }) => cell(usage[name])),
    ]),
    ...(['scripted', 'real'] as const).flatMap((kind) => {
      const own = samples.filter((sample) => sample.kind === kind)
      if (own.length < 3) return []
      return [[`exponent, ${kind}`, ...COMMANDS.map(({ name }) => shown(exponentOf(own, name)))]]
    }),
  ]
  return rows.map((row) => `| ${row.join(' | ')} |`).join('\n')
}

/** Where a few hosts cost less than what varies by itself, there is nothing to tell. */
function shown(exponent: number): string {
  return Number.isFinite(exponent) ? exponent.toFixed(2) : ''
}

/**
 * With how large a power of the hosts the controller's processor time grows from the second number of hosts to the
 * last, beyond what the program takes for the first: 1 is in proportion, 2 the square.
 */
function exponentOf(samples: readonly Sample[], name: CommandName): number {
  const [first, second] = samples
  const last = samples.at(-1)
  if (first === undefined || second === undefined || last === undefined) return Number.NaN
  const beyond = ({ usage }: Sample) => (usage[name]?.cpuSeconds ?? 0) - (first.usage[name]?.cpuSeconds ?? 0)
  return (
    Math.log(beyond(last) / beyond(second)) /
    Math.log((last.hosts - first.hosts) / (second.hosts - first.hosts))
  )
}
