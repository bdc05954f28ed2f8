/** Name of the question where sshd of the host that gets backups listens, and which keys it shows. */
export const BACKUP_DOOR = 'backup-door'

/** What sshd of a host has said of itself. */
export interface Door {
  readonly port: number
  /** Public halves, `ssh-ed25519 AAAA…`. */
  readonly keys: readonly string[]
}

const MOST_KEYS = 10

/** Undefined where there is no sshd, or none that may be asked. */
export function doorIn(answer = ''): Door | undefined {
  const [, port] = /^port (\d{1,5})$/m.exec(answer) ?? []
  const keys = [...answer.matchAll(/^key ([a-z0-9@.-]{1,60} [A-Za-z0-9+/]{40,3000}={0,2})$/gm)].flatMap(
    ([, key = '']) => key,
  )
  if (port === undefined || keys.length === 0) return undefined
  return { port: Number(port), keys: keys.slice(0, MOST_KEYS) }
}
