import type { Say } from '../../src/i18n/say.js'
import { ROOMS } from '../../src/roles/index.js'
import type { Hint } from '../../src/ui/screen/screen.js'
import type { Editor } from '../../src/wizard/roles-editor/editor-state.js'

/** The keys of the screen, the most needed first: a narrow one shows only those. */
export function roleHints({ mode }: Pick<Editor, 'mode'>, say: Say): Hint[] {
  const back: Hint = ['Esc', say('key.back')]
  switch (mode.kind) {
    case 'browse':
      return [
        ['Enter', say('key.next')],
        ['m', say('roles.key.move')],
        ['a', say('roles.key.add')],
        ['d', say('roles.key.remove')],
        ['s', say('roles.key.suggest')],
        back,
      ]
    case 'move':
      return [['↑↓', say('roles.key.other-host')], ['Enter', say('roles.key.put-down')], back]
    case 'add':
      return [['←→', say('key.choose')], ['Enter', say('roles.key.add')], back]
    case 'leave-out':
      return [['Enter', say('roles.key.leave-out')], back]
    case 'zoom':
      return [
        ['↑↓', say('roles.key.scroll')],
        ['←→', say('roles.key.other-host')],
        ['z', say('key.back')],
      ]
    case 'why':
      return [back]
  }
}

const SERVERS = ROOMS.find(({ settings }) => settings.count === 'odd')?.id ?? ''

/** Keys that are needed less: they stand beside the advice, so that what the hint line is for keeps its room. */
export function secondKeys({ mode, past }: Pick<Editor, 'mode' | 'past'>, say: Say): Hint[] {
  if (mode.kind !== 'browse') return []
  return [
    ...(past.length > 0 ? [['u', say('roles.key.undo')] as const] : []),
    ['z', say('roles.key.zoom')],
    ['w', say('roles.key.why')],
    ['1/3/5', SERVERS],
  ]
}
