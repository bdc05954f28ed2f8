import type { Say } from '../../i18n/say.js'
import { printable } from '../../ui/text.js'
import type { AddedRemoved, GenerationChanges } from './changes.js'

/** In short words: `org.yaml +3 -1; hosts +h4; secrets`. */
export function changesText(
  { lines, hosts, instances, operators, release, secrets, hostKeys }: GenerationChanges,
  say: Say,
): string {
  const isSame = lines.added + lines.removed === 0
  const parts = [
    ...(isSame ? [] : [say('history.lines', { ...lines })]),
    ...(hosts === undefined ? [] : named(say('history.hosts'), hosts)),
    ...(instances === undefined ? [] : named(say('history.roles'), instances)),
    ...named(say('history.operators'), operators),
    ...(release ? [say('history.release')] : []),
    ...(secrets ? [say('history.secrets')] : []),
    ...(hostKeys ? [say('history.host-keys')] : []),
  ]
  return parts.length === 0 ? say('history.same') : parts.join('; ')
}

function named(what: string, { added, removed }: AddedRemoved<readonly string[]>): string[] {
  const names = [...added.map((name) => `+${name}`), ...removed.map((name) => `-${name}`)]
  return names.length === 0 ? [] : [`${what} ${printable(names.join(' '))}`]
}
