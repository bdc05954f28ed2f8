import type { Word } from '../../src/i18n/en/index.js'
import type { QuestionId } from '../../src/i18n/question.js'
import type { Say } from '../../src/i18n/say.js'
import { type Hint, hintsOf } from '../../src/ui/screen/screen.js'
import type { MachinesScreen } from '../../src/wizard/machines-screen.js'
import type { MachinesNow } from './machines-now.js'

/** What the keys do, where the operator is. */
export function machinesHints(
  { focus, asked, failed, selected, states }: MachinesNow,
  screen: MachinesScreen,
  say: Say,
): Hint[] {
  const key = (id: MachinesKey) => `machines.key-name.${id}` as const
  const retry = failed.length > 0 && key('retry-all')
  const answer = asked !== undefined && key('answer')
  switch (focus) {
    case 'field':
      if (screen.typed.trim() !== '') return hintsOf({ Enter: key('add'), Esc: 'key.back', '^R': retry }, say)
      return hintsOf(
        {
          Enter: answer || key('go-on'),
          '↓': states.length > 0 && key('hosts'),
          '^R': retry,
          Esc: 'key.back',
        },
        say,
      )
    case 'table':
      return hintsOf(
        {
          Enter: selected !== undefined && selected.problems.length > 0 && key('details'),
          e: key('edit'),
          d: key('remove'),
          r: key('retry'),
          a: key('new'),
          Esc: key('back-to-add'),
        },
        say,
      )
    case 'question': {
      if (asked?.kind !== 'password') return hintsOf({ Enter: key('answer'), Esc: key('later') }, say)
      return hintsOf({ Enter: key('answer'), '^R': key('show'), '↑↓': key('toggle'), Esc: key('later') }, say)
    }
    case 'idle':
      return hintsOf({ Enter: answer || key('back-to-add') }, say)
    case 'form':
      return hintsOf({ Enter: key('save'), Tab: key('field'), Esc: key('cancel') }, say)
    case 'details':
      return hintsOf({ Esc: 'key.close' }, say)
  }
}

type MachinesKey = Word extends infer W ? (W extends `machines.key-name.${infer K}` ? K : never) : never

/** What `?` explains. */
export function questionIdOf({ focus, asked }: MachinesNow): QuestionId {
  if (focus !== 'question' || asked === undefined) return 'machines'
  const ids = { user: 'machine-user', keys: 'machine-key', password: 'machine-password' } as const
  return ids[asked.kind]
}
