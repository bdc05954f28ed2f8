import { explain } from '../../i18n/explain.js'
import type { Language } from '../../i18n/language.js'
import { consulOf } from '../../roles/consul/facts.js'
import type { Facts } from '../../runner/engine.js'
import { isTroubled } from '../../wizard/instance-status.js'
import type { NextThing, StatusReport } from '../../wizard/status-report.js'
import type { Organisation } from '../organisation/organisation.js'

/** A whole look as one object, for monitoring: what `--watch-file` writes. */
export function statusJson(
  { topology, release }: Pick<Organisation, 'topology' | 'release'>,
  facts: Facts,
  report: StatusReport,
  language: Language,
) {
  const { at, instances, hosts, problems, kept, next } = report
  return {
    version: 1,
    at,
    organisation: topology.organisation,
    release: release.id,
    ...counts(report),
    instances,
    hosts,
    kept,
    consul: consulOf(facts),
    problems: problems.map((one) => ({ ...one, message: explain(one, language) })),
    next: nextJson(next, language),
  }
}

/** How it is in one word: `well`, `warned` of something that will break it, or `ill`. */
export function counts({ instances, problems }: StatusReport) {
  const unhealthy = instances.filter((one) => isTroubled(one) && one.state !== 'unreachable').length
  const unknown = instances.filter(({ state }) => state === 'unreachable').length
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const warnings = problems.filter(({ severity }) => severity === 'warning').length
  const isIll = unhealthy + unknown + errors > 0
  return { state: isIll ? 'ill' : warnings > 0 ? 'warned' : 'well', unhealthy, unknown, errors, warnings }
}

export function nextJson(next: NextThing | undefined, language: Language) {
  if (next === undefined) return undefined
  if ('instance' in next) return { instance: next.instance.instance, host: next.instance.host }
  const { code, where } = next.problem
  return { code, where, fix: explain(next.problem, language).fix }
}
