import { type Language, reasonIn, sayIn } from '../i18n/say.js'
import type { PlanNode } from '../planner/plan.js'
import type { PlanDifference } from '../wizard/plan-difference.js'
import { actionText } from './action-text.js'
import type { Paint } from './colour.js'
import { printable, wrap } from './text.js'

/** What has come into a plan that was reviewed, what is no longer in it, what is done for another reason. */
export function differenceText(
  { added, gone, changed }: PlanDifference,
  look: { language: Language; paint: Paint; width: number },
): string[] {
  const say = sayIn(look.language)
  const lines = (sign: '+' | '~' | '-', nodes: readonly PlanNode[]) =>
    nodes.flatMap(({ host, instance, action, because }) => {
      const owner = instance === 'host' ? host : `${host}  ${instance}`
      const text = `${printable(owner)}  ${say(`kind.${action.kind}`)} ${actionText(action, say)}`
      const why = sign === '-' ? [] : wrap(printable(reasonIn(because, look.language)), look.width - 7)
      const meaning = sign === '+' ? 'added' : sign === '~' ? 'warning' : 'removed'
      return [
        `   ${look.paint(meaning, sign)} ${text}`,
        ...why.map((line) => `       ${look.paint('muted', line)}`),
      ]
    })
  const isSame = added.length + gone.length + changed.length === 0
  const title = say(isSame ? 'review.difference.none' : 'review.difference')
  return [
    ...wrap(title, look.width - 2).map((line) => ` ${look.paint('warning', line)}`),
    '',
    ...lines('+', added),
    ...lines('~', changed),
    ...lines('-', gone),
    ...(isSame
      ? []
      : ['', ...wrap(say('review.difference.after'), look.width - 2).map((line) => ` ${line}`)]),
  ]
}
