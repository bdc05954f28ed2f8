import { oneLine } from '../../src/ui/picture/fit-text.js'
import type { Look } from '../../src/ui/screen/look.js'
import { wrap } from '../../src/ui/wrap.js'
import type { PasswordQuestion } from '../../src/wizard/workbench.js'
import { keyRows } from './keys-in-sight.js'
import type { Asked } from './machines-now.js'

const MOST_NAMES = 5

/** What is asked, in the rows above the answer. Nothing of a fingerprint is ever cut away. */
export function askedLines(asked: Asked, look: Look): string[] {
  const { say, paint, columns } = look
  const title = (text: string) => wrap(text, columns - 2).map((line) => paint('strong', line))
  switch (asked.kind) {
    case 'user': {
      const names = asked.hosts.slice(0, MOST_NAMES).map(oneLine).join(', ')
      const count = asked.hosts.length - MOST_NAMES
      return title(
        say('machines.user', { hosts: count > 0 ? say('machines.and-more', { names, count }) : names }),
      )
    }
    case 'password':
      return title(passwordText(asked.question.question, look))
    case 'keys': {
      const shown = asked.questions.map(({ key }) => key)
      const host = oneLine(shown[0]?.host ?? '')
      return [
        ...title(say(shown.length === 1 ? 'machines.key.one' : 'machines.key.many', { host })),
        `  ${oneLine(shown[0]?.command ?? '')}`,
        ...shown.flatMap((key) => keyRows(key, columns)),
        ...(asked.rest > 0 ? [paint('muted', `  ${say('machines.key.more', { count: asked.rest })}`)] : []),
      ]
    }
  }
}

function passwordText({ kind, host, user, keyFile = '' }: PasswordQuestion, { say }: Look): string {
  const values = { host: oneLine(host), user: oneLine(user), file: oneLine(keyFile) }
  if (kind === 'passphrase') return say('ask.passphrase', values)
  if (kind === 'database') return say('ask.database-password', values)
  return say(kind === 'sudo' ? 'ask.sudo-password' : 'ask.ssh-password', values)
}
