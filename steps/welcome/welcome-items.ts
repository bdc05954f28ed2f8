import type { Say } from '../../src/i18n/say.js'
import { ageText } from '../../src/ui/measure-text.js'
import { aligned, type ChoiceItem } from '../../src/ui/screen/choice.js'
import { printable } from '../../src/ui/text.js'
import type { Unfinished, Workbench } from '../../src/wizard/workbench.js'

/** What was begun, by its place in the list; then what can be begun. */
export type WelcomeChoice =
  | `go-on ${number}`
  | 'bundled'
  | 'rehearse'
  | 'machines'
  | 'here'
  | 'open'
  | 'make-bundle'
  | 'language'

/** Of what was begun, so many are offered: older ones are found by their folder. */
const MOST_UNFINISHED = 4

export function welcomeItems(
  unfinished: readonly Unfinished[],
  { isRehearsal, bundle, openBundled, makeBundle }: OfBench,
  nowMs: number,
  say: Say,
): readonly ChoiceItem<WelcomeChoice>[] {
  const begun = unfinished
    .slice(0, MOST_UNFINISHED)
    .map((what, i) => ({ value: `go-on ${i}` as const, ...unfinishedText(what, nowMs, say) }))
  const real = [
    ...(['machines', 'here', 'open'] as const),
    ...(makeBundle === undefined ? [] : (['make-bundle'] as const)),
  ]
  const begin = ['rehearse' as const, ...(isRehearsal ? [] : real), 'language' as const]
  const organisation = openBundled === undefined ? undefined : bundle?.organisation
  const bundled =
    organisation === undefined
      ? []
      : [
          {
            value: 'bundled' as const,
            label: say('welcome.bundled', { organisation: printable(organisation) }),
            remark: say('welcome.bundled.remark'),
          },
        ]
  return aligned([...begun, ...bundled, ...begin.map((value) => item(value, say))])
}

type OfBench = Pick<Workbench, 'isRehearsal' | 'bundle' | 'openBundled' | 'makeBundle'>

export function unfinishedText(what: Unfinished, nowMs: number, say: Say): { label: string; remark: string } {
  const organisation = printable(what.organisation)
  const since = (time: string) => ageText((nowMs - Date.parse(time)) / 1000, say)
  switch (what.kind) {
    case 'draft': {
      const left = { step: say(`step.${what.at}`), age: since(what.savedAt) }
      const hadHosts = what.isRehearsal && (what.at === 'install' || what.at === 'done')
      const named = what.isRehearsal ? 'welcome.go-on.rehearsal' : 'welcome.go-on.draft'
      return {
        label: organisation === '' ? say('welcome.go-on.nameless') : say(named, { organisation }),
        remark: say(hadHosts ? 'welcome.go-on.rehearsal.gone' : 'welcome.go-on.draft.at', left),
      }
    }
    case 'run': {
      const values = { organisation, command: printable(what.command), age: since(what.startedAt) }
      return what.isAlive
        ? { label: say('welcome.go-on.run', values), remark: say('welcome.go-on.run.alive', values) }
        : { label: say('welcome.go-on.run-ended', values), remark: say('welcome.go-on.run.ended', values) }
    }
    case 'organisation':
      return {
        label: say('welcome.go-on.organisation', { organisation }),
        remark: say('welcome.go-on.organisation.at', {
          folder: printable(what.folder),
          age: since(what.openedAt),
        }),
      }
  }
}

type Fixed = Exclude<WelcomeChoice, `go-on ${number}` | 'bundled'>

function item(value: Fixed, say: Say): ChoiceItem<WelcomeChoice> {
  return { value, label: say(`welcome.${value}`), remark: say(`welcome.${value}.remark`) }
}
