import type { DraftHost } from '../../wizard/draft.js'

/** Simulated machines that are offered: as many as the shape of the organisation wants. */
export function rehearsalHosts(count: number): readonly DraftHost[] {
  return Array.from({ length: count }, (_, i) => ({
    name: `h${i + 1}`,
    address: `10.20.${Math.floor(i / 200)}.${11 + (i % 200)}`,
    user: 'ops',
  }))
}
