import type { Say } from '../../src/i18n/say.js'
import type { Plan } from '../../src/planner/plan.js'
import { aboutText } from '../../src/ui/estimate-text.js'
import { totalText } from '../../src/ui/plan-text.js'
import type { Look } from '../../src/ui/screen/look.js'
import type { Hint } from '../../src/ui/screen/screen.js'
import { cut } from '../../src/ui/wrap.js'
import type { Estimate } from '../../src/wizard/estimate.js'
import type { Page } from './pages.js'

/** Where Enter goes: to the button, or, on the button, to the hosts. */
export type PlanFocus = 'pages' | 'install'

export interface InstallRows {
  readonly plan: Plan
  readonly estimate: Estimate
  readonly focus: PlanFocus
  readonly isStarting: boolean
}

/** The sum of the plan, and the button. */
export function installRows({ plan, estimate, focus, isStarting }: InstallRows, look: Look): string[] {
  const { say, paint, columns, charset } = look
  const total = say('review.total', { total: totalText(plan, say), time: aboutText(estimate.seconds, say) })
  // Both together are the actions that the run counts.
  const checks = plan.nodes.filter(({ action }) => action.kind === 'wait').length
  const counts = { changes: plan.nodes.length - checks, checks }
  const sign = charset === 'ascii' ? '>' : '▸'
  const button = `[ ${say('review.install')} ]`
  const row = isStarting
    ? `   ${say('review.starting')}`
    : focus === 'install'
      ? ` ${paint('strong', `${sign} ${button}`)}  ${say('review.install.ask', counts)}`
      : `   ${paint('muted', button)}  ${paint('muted', say('review.install.how'))}`
  return ['', ` ${cut(total, columns - 2)}`, row]
}

export function planHints(input: {
  readonly focus: PlanFocus
  readonly page: Page
  readonly hasNewFiles: boolean
  readonly hasProblems: boolean
  readonly say: Say
}): Hint[] {
  const { focus, page, hasNewFiles, hasProblems, say } = input
  if (hasProblems) return [['Enter', say('key.close')]]
  const pages: Hint[] = [
    ['←→', say('review.key.pane')],
    ['↑↓', say('review.key.scroll')],
  ]
  if (focus === 'install')
    return [['Enter', say('review.key.install')], ['Esc', say('review.key.look')], ...pages]
  const texts: Hint[] = page.kind === 'host' && hasNewFiles ? [['d', say('review.key.texts')]] : []
  return [['Enter', say('review.key.to-install')], ...pages, ...texts, ['Esc', say('key.back')]]
}
