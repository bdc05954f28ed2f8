import type { Say } from '../../i18n/say.js'
import { groupBy } from '../../lib/group-by.js'
import { ROOMS, roomOf } from '../../roles/index.js'
import { type Instance, instanceId, type Role } from '../../topology/topology.js'
import { type Mark, oneLine, type PictureInput, type PictureLook } from './span.js'

/** All that a picture is drawn from. */
export interface LayoutInput {
  readonly input: PictureInput
  readonly scene: Scene
  readonly look: PictureLook
  readonly say: Say
}

/** Hosts by their place in the picture. */
export interface Scene {
  /** Hosts that the outside reaches. */
  readonly upper: readonly HostView[]
  /** Hosts that bear only what the others need. */
  readonly middle: readonly HostView[]
  /** Hosts of which there are many; like ones side by side. */
  readonly lower: readonly HostView[]
  /** Hosts without a role. */
  readonly idle: readonly HostView[]
}

export interface HostView {
  /** As in the topology. */
  readonly name: string
  /** As a terminal may show it. */
  readonly title: string
  readonly address: string
  readonly instances: readonly InstanceView[]
  /** The host's own, else the worst of its instances. */
  readonly mark: Mark | undefined
  /** The host's own, where its instances do not tell as much. */
  readonly ownMark: Mark | undefined
  readonly note: string
  /** The same for hosts that bear the same roles. */
  readonly kind: string
  /** The focus is on it, or on one of its instances. */
  readonly focused: boolean
  /** The focus is on the host, not on one of its instances. */
  readonly ownFocus: boolean
}

export interface InstanceView {
  readonly instance: Instance
  readonly mark: Mark | undefined
  readonly note: string
  readonly focused: boolean
}

export function viewScene(input: PictureInput, focus: string | undefined): Scene {
  const byHost = groupBy(input.topology.instances, ({ host }) => host)
  const views = input.topology.hosts.map((host) => viewHost(input, host, byHost.get(host.name) ?? [], focus))
  const tier = (wanted: Tier) => views.filter((view) => tierOf(view) === wanted)
  return {
    upper: tier('upper').toSorted((a, b) => upperPlace(a) - upperPlace(b)),
    middle: tier('middle'),
    lower: gathered(tier('lower'), ({ kind }) => kind).flat(),
    idle: tier('idle'),
  }
}

/** Items with the same key side by side, in the order of their first. */
export function gathered<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  return [...groupBy(items, keyOf).values()]
}

/** All hosts in the order of the picture: as the focus moves. */
export function hostsOf({ upper, middle, lower, idle }: Scene): HostView[] {
  return [...upper, ...middle, ...lower, ...idle]
}

/** What most needs to be seen comes first. */
const MARKS_BY_URGENCY: readonly Mark[] = [
  'failed',
  'warning',
  'running',
  'unknown',
  'waiting',
  'skipped',
  'done',
  'untouched',
]

export function worstOf(marks: readonly (Mark | undefined)[]): Mark | undefined {
  return MARKS_BY_URGENCY.find((mark) => marks.includes(mark))
}

type Tier = keyof Scene

const UPPER_ROLES: readonly Role[] = ROOMS.filter(({ picture }) => picture.tier === 'upper')
  .toSorted((a, b) => (a.picture.place ?? 0) - (b.picture.place ?? 0))
  .map(({ id }) => id)

function tierOf({ instances }: HostView): Tier {
  const tiers = instances.map(({ instance }) => roomOf(instance.role).picture.tier)
  const order = ['upper', 'middle', 'lower'] as const
  return order.find((tier) => tiers.includes(tier)) ?? 'idle'
}

function upperPlace({ instances }: HostView): number {
  const roles = instances.map(({ instance }) => instance.role)
  return UPPER_ROLES.findIndex((role) => roles.includes(role))
}

function viewHost(
  { marks = {}, notes = {} }: PictureInput,
  { name, address }: { readonly name: string; readonly address: string },
  here: readonly Instance[],
  focus: string | undefined,
): HostView {
  const instances = here.map((instance): InstanceView => {
    const id = instanceId(instance)
    return { instance, mark: own(marks, id), note: oneLine(own(notes, id) ?? ''), focused: focus === id }
  })
  const worst = worstOf(instances.map(({ mark }) => mark))
  return {
    name,
    title: oneLine(name),
    address: oneLine(address),
    instances,
    ownMark: telling(own(marks, name), worst),
    mark: own(marks, name) ?? worst,
    note: oneLine(own(notes, name) ?? ''),
    kind: here.map(({ role }) => role).join(' '),
    ownFocus: focus === name,
    focused: focus === name || instances.some((one) => one.focused),
  }
}

function telling(own: Mark | undefined, worst: Mark | undefined): Mark | undefined {
  return own === undefined || worst === undefined || worstOf([own, worst]) !== worst ? own : undefined
}

// A host may be called like something that every object has.
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
