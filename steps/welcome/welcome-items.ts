import type { Say } from '../../src/i18n/say.js'
import { ageText } from '../../src/ui/measure-text.js'
import { printable } from '../../src/ui/printable.js'
import { aligned } from '../../src/ui/screen/aligned.js'
import type { ChoiceItem } from '../../src/ui/screen/choice.js'
import type { Unfinished } from '../../src/wizard/workbench.js'

/** What was begun, by its place in the list; then what can be begun. */
export type WelcomeChoice = `go-on ${number}` | 'rehearse' | 'machines' | 'here' | 'open' | 'language'

/** Of what was begun, so many are offered: older ones are found by their folder. */
export const MOST_UNFINISHED = 4

export function welcomeItems(
  unfinished: readonly Unfinished[],
  isRehearsal: boolean,
  nowMs: number,
  say: Say,
): readonly ChoiceItem<WelcomeChoice>[] {
  const begun = unfinished
    .slice(0, MOST_UNFINISHED)
    .map((what, i) => ({ value: `go-on ${i}` as const, ...unfinishedText(what, nowMs, say) }))
  const begin = (isRehearsal ? ['rehearse'] : ['rehearse', 'machines', 'here', 'open']) as WelcomeChoice[]
  return aligned([...begun, ...[...begin, 'language' as const].map((value) => item(value, say))])
}

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

type Fixed = Exclude<WelcomeChoice, `go-on ${number}`>

function item(value: WelcomeChoice, say: Say): ChoiceItem<WelcomeChoice> {
  const fixed = value as Fixed
  return { value, label: say(`welcome.${fixed}`), remark: say(`welcome.${fixed}.remark`) }
}
