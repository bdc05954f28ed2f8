import type { Say, Word } from '../../i18n/say.js'
import { groupBy } from '../../lib/group-by.js'
import type { PortUse } from '../../roles/ports.js'

type Port = Pick<PortUse, 'port' | 'to' | 'protocol'>

/** `10035/udp`, `31000-31100/tcp`; one that is both, once: `8300/tcp+udp`. */
export function portsText(ports: readonly Port[]): string {
  const byNumber = groupBy(ports, ({ port, to }) => `${port}${to === undefined ? '' : `-${to}`}`)
  return Array.from(byNumber, ([number, same]) => {
    return `${number}/${[...new Set(same.map(({ protocol }) => protocol))].join('+')}`
  }).join(' ')
}

export function byPurpose(uses: readonly PortUse[]): Map<string, PortUse[]> {
  return groupBy(uses, ({ purpose }) => purpose)
}

/** What a port is for; services name it in English, as the guide does. */
export function purposeText(purpose: string, say: Say): string {
  const word = Object.hasOwn(PURPOSES, purpose) ? PURPOSES[purpose] : undefined
  return word === undefined ? purpose : say(word)
}

const PURPOSES: Readonly<Record<string, Word>> = {
  server: 'picture.purpose.server',
  'web console': 'picture.purpose.console',
  'task ports': 'picture.purpose.tasks',
  database: 'picture.purpose.database',
}
