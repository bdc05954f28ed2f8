import stringWidth from 'string-width'
import { printable } from '../../src/ui/printable.js'
import type { Look } from '../../src/ui/screen/look.js'
import { cut, pad, wrap } from '../../src/ui/wrap.js'
import type { Because } from '../../src/wizard/placement-reasons.js'

const WIDEST_HOSTS = 24

/** Role, where it is, and why, one below the other. */
export function reasonLines(reasons: readonly Because[], { say, paint, columns }: Look): string[] {
  const roleWidth = Math.max(...reasons.map(({ role }) => role.length), 0)
  const hosts = reasons.map((because) => cut(printable(because.hosts.join(', ')), WIDEST_HOSTS))
  const hostWidth = Math.max(...hosts.map((text) => stringWidth(text)), 0)
  const room = Math.max(20, columns - roleWidth - hostWidth - 6)
  return [
    ` ${paint('strong', say('roles.why-title'))}`,
    '',
    ...reasons.flatMap(({ role, word, values }, i) =>
      wrap(printable(say(word, values)), room).map((clause, row) =>
        row === 0
          ? ` ${paint('strong', pad(role, roleWidth))}  ${pad(hosts[i] ?? '', hostWidth)}  ${clause}`
          : `${' '.repeat(roleWidth + hostWidth + 5)}${clause}`,
      ),
    ),
  ]
}
