import type { HostFacts } from '../../facts/host-facts.js'
import type { DraftFile, DraftHost } from '../draft.js'
import type { Edit } from '../edit.js'
import { wayTo } from '../probe/probe-board.js'

export function addHosts(hosts: readonly DraftHost[]): Edit {
  return withHosts((before) => [...before, ...hosts])
}

/** Its roles go with it; where carrier and via are known from outside is kept for the next host that bears them. */
export function removeHost(name: string): Edit {
  return (draft) => {
    const { roles } = draft.file
    const isElsewhere = (entry: { readonly host: string }) => entry.host !== name
    const file: DraftFile = {
      ...draft.file,
      hosts: draft.file.hosts.filter((host) => host.name !== name),
      roles: {
        ...roles,
        consul: roles.consul.filter((host) => host !== name),
        admin: roles.admin.filter(isElsewhere),
        data: roles.data.filter(isElsewhere),
        compute: roles.compute.filter(isElsewhere),
      },
    }
    return { ...draft, file }
  }
}

/** The host as it is now; when it is called otherwise, so it is in the roles. */
export function changeHost(name: string, host: DraftHost): Edit {
  return (draft) => {
    const { roles } = draft.file
    const renamed = <E extends { readonly host: string }>(entry: E): E =>
      entry.host === name ? { ...entry, host: host.name } : entry
    const file: DraftFile = {
      ...draft.file,
      hosts: draft.file.hosts.map((before) => (before.name === name ? host : before)),
      roles: {
        consul: roles.consul.map((each) => (each === name ? host.name : each)),
        ...(roles.carrier === undefined ? {} : { carrier: renamed(roles.carrier) }),
        admin: roles.admin.map(renamed),
        ...(roles.via === undefined ? {} : { via: renamed(roles.via) }),
        data: roles.data.map(renamed),
        compute: roles.compute.map(renamed),
      },
    }
    return { ...draft, file }
  }
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
