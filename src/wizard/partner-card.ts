import type { Say, Word } from '../i18n/say.js'
import type { Audience } from '../roles/handover.js'
import { HANDOVERS } from '../roles/index.js'
import { CONSOLE_PASSWORD, CONSOLE_USER } from '../roles/secret-names.js'
import type { RoleWord } from '../roles/words.js'
import { UNVERSIONED, VERSIONED } from '../topology/folder-files.js'
import type { Topology } from '../topology/topology.js'
import type { Gathered, OrganisationPaths } from './workbench.js'

/** One line of what others need to know. Values that hosts gave are not made printable yet. */
export interface CardRow {
  readonly word: Word | RoleWord
  readonly value: string
}

export type PartnerCard = Readonly<Record<Audience, readonly CardRow[]>>

/** What is handed to others: nothing in it is secret. What the services did not tell is left out. */
export function partnerCard(topology: Topology, { facts }: Gathered): PartnerCard {
  const cards = HANDOVERS.flatMap(({ card }) => card?.({ topology, facts }) ?? [])
  const rowsFor = (audience: Audience) =>
    cards
      .flatMap((card) => card[audience] ?? [])
      .flatMap(([{ word }, value = '']) => (value === '' ? [] : [{ word, value }]))
  return {
    partners: [{ word: 'partner.organisation', value: topology.organisation }, ...rowsFor('partners')],
    moirea: rowsFor('moirea'),
    console: rowsFor('console'),
  }
}

/** A platform comes from outside, and ports that `apply` closes let nobody in who is not named. */
export function moireaWhy({ firewall, access }: Topology): Word {
  const isLetIn = firewall !== 'managed' || (access?.moirea ?? []).length > 0
  return isLetIn ? 'done.moirea.why' : 'done.moirea.closed'
}

/** What is left for people to do, in order. */
export function nextSteps(topology: Topology, { facts }: Gathered, say: Say): string[] {
  const left = HANDOVERS.flatMap(({ next }) => next?.({ topology, facts }) ?? [])
  return [
    ...left.map(({ word, values }) => say(word, values)),
    ...(topology.network.bootstrapNodes.length === 0 ? [say('next.first-node')] : []),
    say('next.partners'),
    say('next.keep'),
    say('next.status'),
  ]
}

/** Where everything lies: on this computer, and on the hosts. */
export function placesOf({ topology, paths }: { topology: Topology; paths: OrganisationPaths }): CardRow[] {
  return [
    { word: 'place.file', value: paths.file },
    { word: 'place.secrets', value: paths.secrets },
    { word: 'place.runs', value: paths.runs },
    { word: 'place.hosts', value: `${topology.installDirectory}/<instance>` },
    { word: 'place.units', value: 'metis-<instance>.service' },
  ]
}

/** What of the folder lies in version control, and what not. */
export const VERSION_CONTROL = [
  { word: 'place.versioned', value: VERSIONED.join(', ') },
  { word: 'place.unversioned', value: UNVERSIONED.join(', ') },
] as const satisfies readonly CardRow[]

/** How to sign in: what shows the password, never the password. */
export function signIn(say: Say): CardRow[] {
  return [
    { word: 'partner.user', value: CONSOLE_USER },
    { word: 'partner.password', value: say('partner.password.how', { name: CONSOLE_PASSWORD }) },
  ]
}
