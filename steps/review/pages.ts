import type { Say } from '../../src/i18n/say.js'
import { directionOf } from '../../src/planner/one-way.js'
import type { Plan } from '../../src/planner/plan.js'
import type { Release } from '../../src/topology/release.js'
import { measuredText, rangeText } from '../../src/ui/estimate-text.js'
import { foldLine } from '../../src/ui/fold-line.js'
import { bytesText } from '../../src/ui/measure-text.js'
import { phaseText } from '../../src/ui/phase-text.js'
import { drawTopology } from '../../src/ui/picture/picture.js'
import type { PictureLine } from '../../src/ui/picture/span.js'
import { differenceText, hostPlanText } from '../../src/ui/plan-text.js'
import { removalText } from '../../src/ui/removal-text.js'
import type { Look } from '../../src/ui/screen/hooks.js'
import { switchText } from '../../src/ui/switch-text.js'
import { table } from '../../src/ui/table.js'
import { printable, wrap } from '../../src/ui/text.js'
import { equivalentCommand } from '../../src/wizard/equivalent.js'
import type { Estimate } from '../../src/wizard/estimate.js'
import type { HostPlan } from '../../src/wizard/host-plan.js'
import type { Measured } from '../../src/wizard/measured.js'
import { planDifference } from '../../src/wizard/plan-difference.js'
import type { OpenOrganisation, Operated } from '../../src/wizard/workbench.js'

export type Page =
  | { readonly kind: 'overview' | 'changed' | 'time' | 'file' }
  | { readonly kind: 'host'; readonly plan: HostPlan }

interface PageInput {
  readonly organisation: OpenOrganisation
  readonly plan: Plan
  readonly outdated: Plan | undefined
  /** What the plan is for, where that is not to make hosts as org.yaml says. */
  readonly operated: Operated | undefined
  /** The release in whose place that of the organisation is put, where it is another one. */
  readonly releaseBefore: Release | undefined
  /** Whether the hooks of org.yaml run. */
  readonly hooksRun: boolean
  readonly hosts: readonly HostPlan[]
  readonly estimate: Estimate
  readonly measured: Measured
  readonly showsNewFiles: boolean
  readonly rows: number
}

/** The overview, what has changed since an earlier plan, a page for each host, then time and file. */
export function pagesOf(hosts: readonly HostPlan[], hasChanged: boolean): readonly Page[] {
  return [
    ...(hasChanged ? [{ kind: 'changed' as const }] : []),
    { kind: 'overview' },
    ...hosts.map((plan) => ({ kind: 'host' as const, plan })),
    { kind: 'time' },
    { kind: 'file' },
  ]
}

export function pageTitle(page: Page, say: Say): string {
  return page.kind === 'host' ? printable(page.plan.host) : say(`review.pane.${page.kind}`)
}

/** Lines of a page; none of its text is cut off. */
export function pageLines(page: Page, input: PageInput, look: Look): readonly (string | PictureLine)[] {
  return textOf(page, input, look).flatMap((line): readonly (string | PictureLine)[] =>
    typeof line === 'string' ? foldLine(line, look.columns) : [line],
  )
}

function textOf(page: Page, input: PageInput, look: Look): readonly (string | PictureLine)[] {
  const cards = { ...look, width: look.columns }
  switch (page.kind) {
    case 'overview':
      return overview(input, look)
    case 'changed':
      return input.outdated === undefined
        ? []
        : differenceText(planDifference(input.outdated, input.plan), cards)
    case 'host': {
      const time = input.estimate.hosts[page.plan.host]
      return hostPlanText(page.plan, time, { ...cards, verbose: input.showsNewFiles })
    }
    case 'time':
      return time(input, look)
    case 'file':
      return file(input, look)
  }
}

/** What another release means, and what goes, stand before the picture of what there will be; below it, that ports stay open. */
function overview(input: PageInput, look: Look) {
  const removed = removalText(input.plan, look.say, look.paint)
  const told = [unconfirmed(input, look), switched(input, look), removed].filter((lines) => lines.length > 0)
  const folded = (lines: readonly string[]) =>
    lines.flatMap((line) => foldLine(` ${line}`, look.columns, 'words'))
  const above = told.flatMap((lines) => [...folded(lines), ''])
  const below = folded(opened(input, look))
  const rows = input.rows - above.length - below.length
  return [...above, ...picture({ ...input, rows }, look), ...below]
}

/** An org.yaml may come from somebody else. */
function unconfirmed({ organisation: { hooks }, hooksRun }: PageInput, { say, paint }: Look): string[] {
  if (hooks === undefined || hooksRun) return []
  return [paint('warning', say('hooks.new')), ...hooks.lines, say('review.hooks')]
}

/** An organisation that was installed before ports were closed goes on so until somebody says otherwise. */
function opened({ organisation: { topology } }: PageInput, { say, paint }: Look): string[] {
  return topology.firewall === undefined ? [paint('warning', say('review.open'))] : []
}

function switched(
  { organisation, plan, operated, measured, releaseBefore: from }: PageInput,
  { say, paint }: Look,
): string[] {
  if (from === undefined) return []
  const { release: to } = organisation
  const command = directionOf(from, to)
  const told = switchText({ command, from, to, plan, measured }, say, paint)
  if (command !== 'upgrade') return told
  const at = organisation.backedUpAt()
  const saved = at === undefined ? say('review.backup') : say('review.backup-again', { at })
  return [
    ...told,
    `  ${operated?.operation === 'upgrade' ? saved : paint('warning', say('review.no-backup'))}`,
  ]
}

function picture({ organisation: { topology }, hosts, rows }: PageInput, look: Look) {
  const notes = Object.fromEntries(
    hosts.map(({ host, changes, bytes }) => {
      const values = { count: changes, bytes: bytesText(bytes) }
      return [host, look.say(bytes > 0 ? 'review.note.bytes' : 'review.note', values)]
    }),
  )
  const { lines, total } = drawTopology({ topology, notes }, { ...look, rows })
  // A higher one is drawn whole, and scrolled like every page.
  return total <= rows ? lines : drawTopology({ topology, notes }, { ...look, rows: total, scroll: 0 }).lines
}

function time({ plan, hosts, estimate, measured }: PageInput, { say, paint, columns }: Look): string[] {
  const look = { paint, width: columns - 1 }
  const title = (id: 'phase' | 'time' | 'host' | 'ready' | 'bytes') => ({
    title: say(`review.time.column.${id}`),
  })
  const phases = estimate.phases.map(({ phase, seconds }) => [phaseText(phase, say), rangeText(seconds, say)])
  const perHost = hosts.map(({ host, bytes }) => [
    printable(host),
    bytes === 0 ? '' : bytesText(bytes),
    rangeText(estimate.hosts[host] ?? { low: 0, high: 0 }, say),
  ])
  const indented = (lines: readonly string[]) => lines.map((line) => ` ${line}`)
  const told = (text: string) => wrap(text, columns - 2).map((line) => ` ${paint('muted', line)}`)
  const known = measuredText(plan, measured, say)
  return [
    ...indented(table([title('phase'), title('time')], phases, look)),
    ...told(say('review.time.phases')),
    '',
    ...indented(table([title('host'), title('bytes'), title('ready')], perHost, look)),
    '',
    ...told(say('review.time.rates')),
    ...(known === '' ? [] : told(known)),
  ]
}

function file({ organisation, operated }: PageInput, { say, paint, asTyped, columns }: Look): string[] {
  const { paths, text } = organisation
  return [
    ` ${say('review.file.command')}`,
    '',
    `   ${paint('strong', asTyped(printable(equivalentCommand(paths.file, operated))))}`,
    '',
    ...wrap(say('review.file.saved', { path: printable(paths.file) }), columns - 2).map((line) => ` ${line}`),
    '',
    ...text
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => `   ${printable(line)}`),
  ]
}
