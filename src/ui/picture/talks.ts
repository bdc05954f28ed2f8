import { isRegistry, ROLES } from '../../roles/index.js'
import { portsOf } from '../../roles/ports.js'
import type { Role, Topology } from '../../topology/topology.js'
import { gathered } from './scene.js'

/** Roles that call others; `both`: these call them as well. */
export interface Talk {
  readonly callers: readonly Role[]
  readonly both: boolean
  readonly called: readonly Role[]
}

/** Who calls whom, as the services tell it; Consul left out, with which everybody talks. */
export function talksOf({ instances }: Topology): Talk[] {
  const present = ROLES.filter((role) => !isRegistry(role) && instances.some((one) => one.role === role))
  const peers = new Map(
    present.map((role) => {
      const first = instances.find((one) => one.role === role)
      return [role, new Set<string>(first === undefined ? [] : portsOf(first).flatMap(({ from }) => from))]
    }),
  )
  const calls = (caller: Role, called: Role) => caller !== called && (peers.get(called)?.has(caller) ?? false)
  const mutual = present.map((role, i) => ({
    callers: [role],
    both: true,
    called: present.slice(i + 1).filter((other) => calls(role, other) && calls(other, role)),
  }))
  const oneWay = present.map((role) => ({
    callers: present.filter((other) => calls(other, role) && !calls(role, other)),
    both: false,
    called: [role],
  }))
  return [
    ...gathered(mutual, ({ called }) => called.join()).map((some) => merged(some, 'callers')),
    ...gathered(oneWay, ({ callers }) => callers.join()).map((some) => merged(some, 'called')),
  ].filter(({ callers, called }) => callers.length > 0 && called.length > 0)
}

function merged(some: readonly Talk[], key: 'callers' | 'called'): Talk {
  const [first = { callers: [], both: false, called: [] }] = some
  return { ...first, [key]: some.flatMap((one) => one[key]) }
}
