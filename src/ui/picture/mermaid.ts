import { type Language, type Say, sayIn } from '../../i18n/say.js'
import { registryOf } from '../../roles/index.js'
import { type Instance, instanceId, type Topology } from '../../topology/topology.js'
import { type Crossing, crossingsOf } from './crossings.js'
import { groupName, rangeOf } from './groups.js'
import { portsText } from './port-text.js'
import { gathered, type HostView, hostsOf, viewScene } from './scene.js'
import { oneLine } from './span.js'
import { talksOf } from './talks.js'

/** Like hosts from so many on are one node: nobody reads fifty arrows. */
const GROUPED_FROM = 4

/** The organisation as a Mermaid flowchart, for documents that draw these by themselves. */
export function topologyMermaid(topology: Topology, language: Language): string {
  const say = sayIn(language)
  const groups = gathered(hostsOf(viewScene({ topology }, undefined)), ({ kind }) => kind).flatMap((hosts) =>
    hosts.length >= GROUPED_FROM && hosts[0]?.kind !== '' ? [hosts] : hosts.map((host) => [host]),
  )
  const nodes = new Map<string, string>()
  const inside = groups.flatMap((hosts, g) => subgraph(hosts, g, nodes, say))
  const crossings = crossingsOf(topology)
  const outsiders = [...new Set(crossings.map(({ who }) => who))]
  const idOf = (instance: Instance) => nodes.get(instanceId(instance))
  return `${[
    'flowchart TB',
    ...outsiders.map((who) => `  ${outsideId(who)}([${quoted(say(`picture.who.${who}`))}])`),
    `  subgraph organisation[${quoted(topology.organisation)}]`,
    ...inside.map((line) => `    ${line}`),
    '  end',
    ...[
      ...new Set(
        [
          ...crossings.map((crossing) => outerEdge(crossing, idOf(crossing.instance), say)),
          ...registryEdges(topology, idOf),
          ...talkEdges(topology, idOf),
        ].flat(),
      ),
    ].map((edge) => `  ${edge}`),
  ].join('\n')}\n`
}

type IdOf = (instance: Instance) => string | undefined

function subgraph(hosts: readonly HostView[], g: number, nodes: Map<string, string>, say: Say): string[] {
  const [first] = hosts
  if (first === undefined) return []
  const title =
    hosts.length === 1
      ? `${first.title} ${first.address}`
      : `${groupName(hosts, { charset: 'box', say })} ${rangeOf(hosts, { charset: 'box' })}`
  const chips = first.instances.map(({ instance }, i) => {
    const id = `n${g}_${i}`
    for (const { instances } of hosts) {
      const same = instances[i]?.instance
      if (same !== undefined) nodes.set(instanceId(same), id)
    }
    return `  ${id}[${quoted(hosts.length === 1 ? instance.name : instance.role)}]`
  })
  const body = chips.length === 0 ? [`  n${g}_0[${quoted(say('picture.no-role'))}]`] : chips
  return [`subgraph h${g}[${quoted(title)}]`, ...body, 'end']
}

function outerEdge(
  { who, what, direction, address, ports }: Crossing,
  id: string | undefined,
  say: Say,
): string[] {
  if (id === undefined) return []
  const words = what === 'none' ? [] : [say(`picture.what.${what}`)]
  const label = quoted([...words, address, portsText(ports)].join(' '))
  if (direction === 'out') return [`${id} -->|${label}| ${outsideId(who)}`]
  return [`${outsideId(who)} ${direction === 'both' ? '<-->' : '-->'}|${label}| ${id}`]
}

/** Dotted: they are many, and all mean the same. */
function registryEdges(topology: Topology, idOf: IdOf): string[] {
  const registry = registryOf(topology)?.instance
  const to = registry === undefined ? undefined : idOf(registry)
  if (to === undefined) return []
  return topology.instances.flatMap((instance) => {
    const from = idOf(instance)
    return from === undefined || from === to ? [] : [`${from} -.-> ${to}`]
  })
}

function talkEdges(topology: Topology, idOf: IdOf): string[] {
  const of = (roles: readonly string[]) =>
    topology.instances.filter(({ role }) => roles.includes(role)).flatMap((one) => idOf(one) ?? [])
  return talksOf(topology).flatMap(({ callers, both, called }) =>
    of(callers).flatMap((from) => of(called).map((to) => `${from} ${both ? '<-->' : '-->'} ${to}`)),
  )
}

function outsideId(who: Crossing['who']): string {
  return `outside_${who.replace('-', '_')}`
}

/** As Mermaid quotes: no character of a name may end the label or begin markup. */
function quoted(text: string): string {
  const safe = oneLine(text).replace(/[#"<>&`\\[\]{}|]/g, (character) => `#${character.charCodeAt(0)};`)
  return `"${safe}"`
}
