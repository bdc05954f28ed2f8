import type { Draft, DraftHost, Venue } from '../draft.js'
import type { Edit } from '../edit.js'
import type { Workbench } from '../workbench.js'

/** A rehearsal has no more hosts than this. */
const MOST_OFFERED = 64
const USUAL_HOSTS = 3

/**
 * Fills in the hosts that need not be typed, as many as the chosen shape wants, where there are none yet. Hosts that
 * were only offered at another place are replaced: nobody has chosen them.
 */
export function offerHosts(bench: Pick<Workbench, 'offeredHosts' | 'presets'>): Edit {
  return (draft) => {
    const { hosts } = draft.file
    const isAnswered = hosts.length > 0 && !wereOffered(hosts, draft.place, bench)
    const offered = isAnswered ? hosts : bench.offeredHosts(draft.place, countFor(draft, bench))
    if (isAnswered || (hosts.length === 0 && offered.length === 0)) return draft
    return { ...draft, file: { ...draft.file, hosts: [...offered] } }
  }
}

function wereOffered(hosts: readonly DraftHost[], place: Venue, bench: Pick<Workbench, 'offeredHosts'>) {
  const elsewhere = (['rehearsal', 'here'] as const)
    .filter((other) => other !== place)
    .flatMap((other) => bench.offeredHosts(other, MOST_OFFERED))
    .map((host) => JSON.stringify(host))
  return hosts.every((host) => elsewhere.includes(JSON.stringify(host)))
}

function countFor({ preset }: Draft, { presets }: Pick<Workbench, 'presets'>): number {
  return presets.find(({ name }) => name === preset)?.topology.hosts.length ?? USUAL_HOSTS
}
