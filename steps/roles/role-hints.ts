import type { Say } from '../../src/i18n/say.js'
import { ROOMS } from '../../src/roles/index.js'
import { type Hint, hintsOf } from '../../src/ui/screen/screen.js'
import type { Editor } from '../../src/wizard/roles-editor/editor-state.js'

/** The keys of the screen, the most needed first: a narrow one shows only those. */
export function roleHints({ mode }: Pick<Editor, 'mode'>, say: Say): Hint[] {
  switch (mode.kind) {
    case 'browse':
      return hintsOf(
        {
          Enter: 'key.next',
          m: 'key.move',
          a: 'key.add',
          d: 'key.remove',
          s: 'roles.key.suggest',
          Esc: 'key.back',
        },
        say,
      )
    case 'move':
      return hintsOf({ '↑↓': 'roles.key.other-host', Enter: 'roles.key.put-down', Esc: 'key.back' }, say)
    case 'add':
      return hintsOf({ '←→': 'key.choose', Enter: 'key.add', Esc: 'key.back' }, say)
    case 'leave-out':
      return hintsOf({ Enter: 'roles.key.leave-out', Esc: 'key.back' }, say)
    case 'zoom':
      return hintsOf({ '↑↓': 'key.scroll', '←→': 'roles.key.other-host', z: 'key.back' }, say)
    case 'why':
      return hintsOf({ Esc: 'key.back' }, say)
  }
}

const SERVERS = ROOMS.find(({ settings }) => settings.count === 'odd')?.id ?? ''

/** Keys that are needed less: they stand beside the advice, so that what the hint line is for keeps its room. */
export function secondKeys({ mode, past }: Pick<Editor, 'mode' | 'past'>, say: Say): Hint[] {
  if (mode.kind !== 'browse') return []
  const u = past.length > 0 && 'roles.key.undo'
  return [...hintsOf({ u, z: 'key.zoom', w: 'roles.key.why' }, say), ['1/3/5', SERVERS]]
}
