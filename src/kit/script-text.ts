import type { Command } from '../lib/command.js'
import { type Secret, secretNames, shellQuote, show, type Text } from '../lib/text.js'

/**
 * A script as bash that holds no secret: where a run fills one in, the kit reads it from its `secrets` file into an
 * array. What a program sees is the same: a word put together from quoted pieces and the array's element.
 */
export function scriptText({ script }: Command): string {
  return script
    .map((part) => {
      if (typeof part === 'string') return part
      if ('quoted' in part) return word(part.quoted)
      throw new TypeError(`the secret ${part.secret} is no word of its own`)
    })
    .join('')
}

/** The ways in which a script writes secrets, each once: what the `secrets` file has to hold. */
export function secretsIn(commands: readonly Command[]): readonly Secret[] {
  const found = new Map<string, Secret>()
  const look = (text: Text): void => {
    for (const part of text) {
      if (typeof part === 'string') continue
      if ('quoted' in part) look(part.quoted)
      else found.set(secretKey(part), part)
    }
  }
  for (const { script } of commands) look(script)
  return [...found.values()]
}

/** `database-password.sql` */
export function secretKey({ secret, as }: Secret): string {
  return `${secret}.${as}`
}

function word(parts: Text): string {
  if (secretNames(parts).length === 0) return shellQuote(show(parts))
  return parts
    .map((part) => {
      if (typeof part === 'string') return part === '' ? '' : shellQuote(part)
      if ('secret' in part) return `"\${secret[${secretKey(part)}]}"`
      if (secretNames(part.quoted).length === 0) return shellQuote(show([part]))
      throw new TypeError('a secret inside a word inside a word')
    })
    .join('')
}
