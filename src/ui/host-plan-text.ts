import stringWidth from 'string-width'
import { type Language, reasonIn, type Say, sayIn } from '../i18n/say.js'
import type { Reason } from '../planner/plan.js'
import type { Range } from '../wizard/action-seconds.js'
import type { FileChange, HostPlan, UnitChange } from '../wizard/host-plan.js'
import { actionText } from './action-text.js'
import type { Meaning, Paint } from './colour.js'
import { aboutText } from './estimate-text.js'
import { fileDiff } from './file-diff.js'
import { bytesText } from './measure-text.js'
import { pad, printable, wrap } from './text.js'

export interface HostPlanLook {
  readonly language: Language
  readonly paint: Paint
  readonly width: number
  /** Also the whole text of new files. */
  readonly showsNewFiles: boolean
}

/** All that happens on one host, for reading: packages, artifacts, files with their difference, services, the rest. */
export function hostPlanText(plan: HostPlan, time: Range | undefined, look: HostPlanLook): string[] {
  const say = sayIn(look.language)
  const section = (id: SectionId, told: readonly unknown[], lines: readonly string[], remark = '') => {
    if (told.length === 0) return []
    const count = look.paint('muted', [told.length, remark].filter((part) => part !== '').join('  '))
    return ['', ` ${look.paint('strong', say(`review.${id}`))} ${count}`, ...lines]
  }
  const hasNew = plan.files.some(({ before }) => before === undefined) && !look.showsNewFiles
  const hint = hasNew ? say('review.files.hint') : ''
  const packages = wrap(printable(plan.packages.join(', ')), look.width - 5)
  const files = plan.files.flatMap((file) => fileLines(file, look, say))
  const paths = (sign: '+' | '-', all: readonly string[]) =>
    all.flatMap((path) => signed(sign, [printable(path)], look))
  const others = plan.others.flatMap(({ action, because }) => {
    const name = `${say(`kind.${action.kind}`)} ${actionText(action, say)}`
    return [...signed('+', [name], look), ...reason(because, look)]
  })
  return [
    ` ${titleOf(plan, time, say)}`,
    ...(plan.byHand === true ? [` ${look.paint('warning', say('by-hand.plan'))}`] : []),
    ...section('packages', plan.packages, signed('+', packages, look)),
    ...section('artifacts', plan.artifacts, artifactLines(plan, look)),
    ...section('files', plan.files, files, hint),
    ...section('units', plan.units, unitLines(plan.units, look, say)),
    ...section('programs', plan.programs, paths('+', plan.programs)),
    ...section('others', plan.others, others),
    ...section('removed', plan.removed, paths('-', plan.removed)),
    ...(plan.directories === 0 ? [] : ['', ` ${say('review.directories', { count: plan.directories })}`]),
  ]
}

type SectionId = 'packages' | 'artifacts' | 'files' | 'units' | 'programs' | 'others' | 'removed'

function titleOf({ host, changes, bytes }: HostPlan, time: Range | undefined, say: Say): string {
  const values = {
    host,
    count: changes,
    bytes: bytesText(bytes),
    time: time === undefined ? '' : aboutText(time, say),
  }
  return say(bytes > 0 ? 'review.host.bytes' : 'review.host', values)
}

const SIGNS: Readonly<Record<'+' | '~' | '-', Meaning>> = { '+': 'added', '~': 'warning', '-': 'removed' }

function signed(sign: '+' | '~' | '-', lines: readonly string[], { paint }: HostPlanLook): string[] {
  return lines.map((line, i) => `   ${i === 0 ? paint(SIGNS[sign], sign) : ' '} ${line}`)
}

function reason(because: Reason, { language, paint, width }: HostPlanLook): string[] {
  return wrap(printable(reasonIn(because, language)), width - 7).map(
    (line) => `       ${paint('muted', line)}`,
  )
}

function artifactLines({ artifacts }: HostPlan, look: HostPlanLook): string[] {
  const widest = Math.max(0, ...artifacts.map(({ name }) => stringWidth(printable(name))))
  return artifacts.flatMap(({ name, bytes }) =>
    signed('+', [`${pad(printable(name), widest)}  ${pad(bytesText(bytes), 9, 'right')}`], look),
  )
}

function fileLines(file: FileChange, look: HostPlanLook, say: Say): string[] {
  const isNew = file.before === undefined
  const head = signed(isNew ? '+' : '~', [`${printable(file.path)}  ${look.paint('muted', file.mode)}`], look)
  if (isNew && !look.showsNewFiles) return head
  const diff = fileDiff(file.before ?? '', file.after, look.paint)
  const told = diff.length > 0 ? diff : [look.paint('muted', say('review.same-text'))]
  return [...head, ...reason(file.because, look), ...told.map((line) => `       ${line}`)]
}

function unitLines(units: readonly UnitChange[], look: HostPlanLook, say: Say): string[] {
  const words = units.map(({ change }) => say(`review.unit.${change}`))
  const widest = Math.max(0, ...words.map((word) => stringWidth(word)))
  return units.flatMap(({ unit, change, because }, i) => {
    const sign = change === 'stop' || change === 'remove' ? '-' : change === 'start' ? '+' : '~'
    const line = `${pad(words[i] ?? '', widest)}  ${printable(unit)}`
    return [...signed(sign, [line], look), ...(change === 'start' ? [] : reason(because, look))]
  })
}
