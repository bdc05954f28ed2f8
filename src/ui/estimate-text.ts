import type { Say } from '../i18n/say.js'
import type { Plan } from '../planner/plan.js'
import type { Range } from '../wizard/action-seconds.js'
import { estimatePlan } from '../wizard/estimate.js'
import { type Measured, measuredOf } from '../wizard/measured.js'

const FEW_SECONDS = 5

/** `1 to 2 minutes`, `20 seconds to 3 minutes`: rounded outwards, so that it stays true. Empty for nothing at all. */
export function rangeText({ low, high }: Range, say: Say): string {
  if (high <= 0) return ''
  if (high <= FEW_SECONDS) return say('range.few-seconds')
  if (high < 90) return fromTo(roundDown(low), roundUp(high), 'second', say)
  if (high >= 2 * 3600)
    return say('range.hours', { low: Math.max(1, Math.floor(low / 3600)), high: Math.ceil(high / 3600) })
  const minutes = Math.ceil(high / 60)
  if (low < 45) return say('range.mixed', { low: roundDown(low), high: minutes })
  return fromTo(Math.max(1, Math.floor(low / 60)), minutes, 'minute', say)
}

export function aboutText(range: Range, say: Say): string {
  if (range.high <= FEW_SECONDS) return rangeText(range, say)
  return say('range.about', { range: rangeText(range, say) })
}

/** How long a plan takes, and how that is known. */
export function timeText(plan: Plan, measured: Measured, say: Say): string {
  const time = aboutText(estimatePlan(plan, measured).seconds, say)
  return [time, measuredText(plan, measured, say)].filter(Boolean).join(say('and'))
}

/** By which runs of which days it goes; empty where nothing of the plan was measured. */
export function measuredText(plan: Plan, measured: Measured, say: Say): string {
  const found = measuredOf(plan, measured)
  if (found === undefined) return ''
  const values = { ...found, all: plan.nodes.length }
  return say(found.from === found.to ? 'range.measured' : 'range.measured.days', values)
}

function fromTo(low: number, high: number, unit: 'second' | 'minute', say: Say): string {
  return low === high ? say(`range.${unit}`, { count: high }) : say(`range.${unit}s`, { low, high })
}

function roundDown(seconds: number): number {
  return Math.max(1, seconds < 10 ? Math.floor(seconds) : Math.floor(seconds / 5) * 5)
}

function roundUp(seconds: number): number {
  return seconds <= 10 ? Math.ceil(seconds) : Math.ceil(seconds / 5) * 5
}
