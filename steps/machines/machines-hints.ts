import type { QuestionId } from '../../src/i18n/question.js'
import type { Say } from '../../src/i18n/say.js'
import type { Hint } from '../../src/ui/screen/screen.js'
import type { MachinesScreen } from '../../src/wizard/machines-screen.js'
import type { MachinesNow } from './machines-now.js'

/** What the keys do, where the operator is. */
export function machinesHints(
  { focus, asked, failed, selected, states }: MachinesNow,
  screen: MachinesScreen,
  say: Say,
): Hint[] {
  const key = (id: Parameters<Say>[0] & `machines.key-name.${string}`) => say(id)
  const retry: Hint[] = failed.length === 0 ? [] : [['^R', key('machines.key-name.retry-all')]]
  const back: Hint = ['Esc', say('key.back')]
  switch (focus) {
    case 'field':
      if (screen.typed.trim() !== '') return [['Enter', key('machines.key-name.add')], back, ...retry]
      return [
        ['Enter', key(asked === undefined ? 'machines.key-name.go-on' : 'machines.key-name.answer')],
        ...(states.length === 0 ? [] : ([['↓', key('machines.key-name.hosts')]] as const)),
        ...retry,
        back,
      ]
    case 'table':
      return [
        ...(selected !== undefined && selected.problems.length > 0
          ? ([['Enter', key('machines.key-name.details')]] as const)
          : []),
        ['e', key('machines.key-name.edit')],
        ['d', key('machines.key-name.remove')],
        ['r', key('machines.key-name.retry')],
        ['a', key('machines.key-name.new')],
        ['Esc', key('machines.key-name.back-to-add')],
      ]
    case 'question': {
      const later: Hint = ['Esc', key('machines.key-name.later')]
      if (asked?.kind !== 'password') return [['Enter', key('machines.key-name.answer')], later]
      return [
        ['Enter', key('machines.key-name.answer')],
        ['^R', key('machines.key-name.show')],
        ['↑↓', key('machines.key-name.toggle')],
        later,
      ]
    }
    case 'idle':
      return [
        ['Enter', key(asked === undefined ? 'machines.key-name.back-to-add' : 'machines.key-name.answer')],
      ]
    case 'form':
      return [
        ['Enter', key('machines.key-name.save')],
        ['Tab', key('machines.key-name.field')],
        ['Esc', key('machines.key-name.cancel')],
      ]
    case 'details':
      return [['Esc', say('key.close')]]
  }
}

/** What `?` explains. */
export function questionIdOf({ focus, asked }: MachinesNow): QuestionId {
  if (focus !== 'question' || asked === undefined) return 'machines'
  const ids = { user: 'machine-user', keys: 'machine-key', password: 'machine-password' } as const
  return ids[asked.kind]
}
