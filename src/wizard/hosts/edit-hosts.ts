import type { HostFacts } from '../../facts/host-facts.js'
import { type DraftHost, mapEntries } from '../draft.js'
import { type Edit, editFile } from '../edit.js'
import { isExposed } from '../external-address.js'
import { wayTo } from '../probe/probe-board.js'

export function addHosts(hosts: readonly DraftHost[]): Edit {
  return withHosts((before) => [...before, ...hosts])
}

/** Its roles go with it; what the network dials there is kept for the next host that bears it. */
export function removeHost(name: string): Edit {
  return editFile((file) => {
    const left = mapEntries(file, (entry, role) =>
      entry.host === name && !isExposed(role) ? undefined : entry,
    )
    return { ...left, hosts: file.hosts.filter((host) => host.name !== name) }
  })
}

/** The host as it is now; when it is called otherwise, so it is in the roles. */
export function changeHost(name: string, host: DraftHost): Edit {
  return editFile((file) => {
    const renamed = mapEntries(file, (entry) => (entry.host === name ? { ...entry, host: host.name } : entry))
    return { ...renamed, hosts: file.hosts.map((before) => (before.name === name ? host : before)) }
  })
}

/** The user of all hosts that nobody has said one for. */
export function nameUser(user: string): Edit {
  return withHosts((hosts) => hosts.map((host) => (lacksUser(host) ? { ...host, user } : host)))
}

export function lacksUser(host: DraftHost): boolean {
  return !hasNoLogin(host) && host.user === ''
}

/** The computer that the installer runs on, and a host that is set up by hand. */
export function hasNoLogin({ local, byHand }: DraftHost): boolean {
  return local === true || byHand === true
}

/** A host that was named for SSH only has told its address: the first one, which services register. */
export function learnAddress(probed: DraftHost, { identity }: HostFacts): Edit {
  const address = identity.addresses[0]?.address
  return (draft) => {
    const isMeant = (host: DraftHost) =>
      host.name === probed.name && host.address === '' && wayTo(host) === wayTo(probed)
    if (address === undefined || !draft.file.hosts.some(isMeant)) return draft
    return withHosts((hosts) => hosts.map((host) => (isMeant(host) ? { ...host, address } : host)))(draft)
  }
}

function withHosts(change: (hosts: readonly DraftHost[]) => DraftHost[]): Edit {
  return (draft) => ({ ...draft, file: { ...draft.file, hosts: change(draft.file.hosts) } })
}
