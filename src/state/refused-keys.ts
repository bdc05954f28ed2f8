import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fault } from '../errors/problem.js'
import { unreadable } from './files.js'

/** SHA-256 of the keys and certificates that the old playbooks published, private halves included. */
const PUBLISHED: Readonly<Record<string, string>> = {
  f8ae6505772617229730f42f001fd015c194f1e24327fbdc06185789cad5c160: 'server.key',
  f37158d7149fef17df28150a08e4e6d399d8b6103d76a0bf5f8f03b85a7641c7: 'server.pem',
  a7618064138c51d992881e29d62616647e16212687f83c25cfb6fa6dcd43a156: 'via ca.key',
  '42463659eb1743f4e398cc7fb730fea2f0f41354516a3b2879a6b19eacad514f': 'via server.key',
  e0ccf1ca601d11d6da536fb930dd8c0d822f08bf026954d67c84aa6eaf904df2: 'via client.key',
}

/** Throws `state.key-published` when a TLS key or certificate is one of those, also in another file's company. */
export function assertNotLeaked(path: string, published = PUBLISHED): void {
  let content: string
  try {
    content = readFileSync(path, 'latin1')
  } catch (error) {
    throw unreadable(path, error)
  }
  for (const variant of variants(content)) {
    const name = published[createHash('sha256').update(variant, 'latin1').digest('hex')]
    if (name !== undefined) {
      throw fault('state.key-published', { path, name }, { file: path })
    }
  }
}

/** A copied key often has other line ends, or lies in one file with a chain. */
function variants(content: string): string[] {
  const unix = content.replaceAll('\r\n', '\n')
  const blocks = unix.match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g) ?? []
  const texts = [unix.trim(), ...blocks]
  return [content, ...texts.flatMap((text) => [text, `${text}\n`])]
}
