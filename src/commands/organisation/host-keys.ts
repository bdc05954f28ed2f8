import type { ConnectOptions, OfferedHostKey } from '../../transports/connect-options.js'
import type { Session } from '../program/session.js'
import { inTurn, isYes } from '../terminal/ask.js'

/**
 * Whether a key that was never seen before is the host's own: only the operator can tell, by looking at the host's
 * console. Nobody to ask means no, unless `--accept-new-host-keys` was given. A key is asked about once, also when
 * several hosts are behind it and the answer was no.
 */
export function confirmHostKey(session: Session): ConnectOptions['confirmHostKey'] {
  const queue = inTurn()
  const answers = new Map<string, boolean>()
  return (key) =>
    queue(async () => {
      if (session.options.acceptNewHostKeys) return true
      if (session.ask === undefined) return false
      const place = JSON.stringify([key.address, key.port, key.fingerprint])
      const given = answers.get(place)
      if (given !== undefined) return given
      const question = session.say('ask.host-key', { ...key, command: consoleCommand(key) })
      const answer = await session.ask.line(session.say('question.yes-no', { question }))
      answers.set(place, isYes(answer))
      return isYes(answer)
    })
}

/** `ssh-ed25519` is in `/etc/ssh/ssh_host_ed25519_key.pub`. */
export function consoleCommand({ type }: OfferedHostKey): string {
  const name = /^ecdsa-/.test(type) ? 'ecdsa' : type.replace(/^ssh-/, '').replace(/^rsa-.*/, 'rsa')
  return `ssh-keygen -lf /etc/ssh/ssh_host_${name}_key.pub`
}
