import type { Say } from '../i18n/say.js'
import { groupBy } from '../lib/group-by.js'
import type { Plan, PlanNode } from '../planner/plan.js'
import type { Paint } from './colour.js'
import { printable } from './text.js'

/**
 * What a plan takes away from where it is, a line for each instance with where its data will be, and for each host that is
 * forgotten; nothing where it takes away nothing.
 */
export function removalText({ nodes }: Pick<Plan, 'nodes'>, say: Say, paint: Paint): string[] {
  const gone = nodes.filter(
    // An instance whose old programs go stays.
    ({ phase, instance, because: { word } }) =>
      phase === 'retire' && instance !== 'host' && word !== 'reason.old-release',
  )
  const hosts = nodes.flatMap(({ because: { word, values = {} } }) =>
    word === 'reason.gone-for-good' ? [printable(String(values.host))] : [],
  )
  const lines = [
    ...[...groupBy(gone, ({ host, instance }) => `${host} ${instance}`).values()].map((own) =>
      instanceText(own, nodes, say, paint),
    ),
    ...[...new Set(hosts)].map((host) => paint('warning', say('removal.forgotten', { host }))),
  ]
  if (lines.length === 0) return []
  return [paint('strong', say('removal.title')), ...lines.map((line) => `  ${paint('removed', '-')} ${line}`)]
}

function instanceText(own: readonly PlanNode[], nodes: readonly PlanNode[], say: Say, paint: Paint): string {
  const [{ host, instance } = { host: '', instance: '' }] = own
  const [aside] = own.flatMap(({ action }) => (action.kind === 'set-aside' ? [action] : []))
  const folder = aside === undefined ? '' : printable(`${aside.into}/${aside.instance}-`)
  const values = { instance: printable(`${instance}@${host}`), host: printable(host), folder }
  const moved = nodes.find(
    ({ because: { word, values = {} } }) =>
      word === 'reason.moves' && values.instance === instance && values.from === host,
  )
  if (moved !== undefined) {
    const to = printable(String(moved.because.values?.to))
    return say(aside === undefined ? 'removal.moves-whole' : 'removal.moves', { ...values, to })
  }
  if (aside === undefined) return paint('failed', say('removal.deleted', values))
  return paint('warning', say('removal.kept', values))
}
