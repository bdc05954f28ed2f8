import type { Say } from '../i18n/say.js'
import { groupBy } from '../lib/group-by.js'
import type { Plan, PlanNode } from '../planner/plan.js'
import type { Meaning, Paint } from './colour.js'
import { printable, wrap } from './text.js'

/**
 * What a plan takes away from where it is, a line for each instance with where its data will be, and for each host that is
 * forgotten; nothing where it takes away nothing. `width`: where lines are broken, if at all.
 */
export function removalText(
  { nodes }: Pick<Plan, 'nodes'>,
  say: Say,
  paint: Paint,
  width = Number.POSITIVE_INFINITY,
): string[] {
  const gone = nodes.filter(
    // An instance whose old programs go stays.
    ({ phase, instance, because: { word } }) =>
      phase === 'retire' && instance !== 'host' && word !== 'reason.old-release',
  )
  const hosts = nodes.flatMap(({ because: { word, values = {} } }) =>
    word === 'reason.gone-for-good' ? [printable(String(values.host))] : [],
  )
  const told = [
    ...[...groupBy(gone, ({ host, instance }) => `${host} ${instance}`).values()].map((own) =>
      instanceText(own, nodes, say),
    ),
    ...[...new Set(hosts)].map(
      (host) => ({ meaning: 'warning', text: say('removal.forgotten', { host }) }) as const,
    ),
  ]
  if (told.length === 0) return []
  const rows = told.flatMap(({ meaning, text }) =>
    wrap(text, width - 4).map(
      (row, at) => `  ${at === 0 ? paint('removed', '-') : ' '} ${paint(meaning, row)}`,
    ),
  )
  return [paint('strong', say('removal.title')), ...rows]
}

function instanceText(
  own: readonly PlanNode[],
  nodes: readonly PlanNode[],
  say: Say,
): { readonly meaning: Meaning; readonly text: string } {
  const [{ host, instance } = { host: '', instance: '' }] = own
  const values = { instance: printable(`${instance}@${host}`), host: printable(host) }
  const [aside] = own.flatMap(({ action }) => (action.kind === 'set-aside' ? [action] : []))
  const to = nodes.find(
    ({ because: { word, values = {} } }) =>
      word === 'reason.moves' && values.instance === instance && values.from === host,
  )?.because.values?.to
  const folder = aside === undefined ? '' : printable(`${aside.into}/${aside.instance}-`)
  if (to !== undefined) {
    const word = aside === undefined ? 'removal.moves-whole' : 'removal.moves'
    return { meaning: 'advice', text: say(word, { ...values, to: printable(String(to)), folder }) }
  }
  if (aside === undefined) return { meaning: 'failed', text: say('removal.deleted', values) }
  return { meaning: 'warning', text: say('removal.kept', { ...values, folder }) }
}
