import { browse } from './browse.js'
import { choose, confirm, look } from './choose.js'
import type { Editor, Key, Outcome, Situation } from './editor-state.js'
import { move } from './move.js'

/** What a key does; undefined when it does nothing here. */
export function pressed(key: Key, editor: Editor, now: Situation): Outcome | undefined {
  const { said: _told, ...quiet } = editor
  const { mode } = quiet
  switch (mode.kind) {
    case 'browse':
      return browse(key, quiet, now)
    case 'move':
      return move(key, mode, quiet, now)
    case 'add':
      return choose(key, mode, quiet, now)
    case 'leave-out':
      return confirm(key, mode, quiet, now)
    case 'why':
    case 'zoom':
      return look(key, mode, quiet, now)
  }
}
