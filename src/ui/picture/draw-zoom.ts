import { groupBy } from '../../lib/group-by.js'
import { isRegistry, registryOf } from '../../roles/index.js'
import { type PortUse, portsOf } from '../../roles/ports.js'
import { type Instance, instanceId, type Topology } from '../../topology/topology.js'
import { pad, wrap } from '../text.js'
import { createCanvas } from './canvas.js'
import { crossingsOf } from './crossings.js'
import { byPurpose, portsText, purposeText } from './port-text.js'
import type { HostView, InstanceView, LayoutInput } from './scene.js'
import {
  fitSpans,
  fitText,
  muted,
  oneLine,
  type PictureLine,
  SIGNS,
  type Span,
  signOf,
  styleOf,
  widthOf,
} from './span.js'
import { textWidth } from './text-width.js'

const NARROWEST = 24
const WIDEST = 120

/** One host alone: every port with who reaches it, and what its instances call. */
export function drawZoom(host: HostView, input: LayoutInput): PictureLine[] {
  const { look } = input
  const { charset } = look
  const width = Math.min(look.columns, WIDEST)
  const inner = width - 4
  const rows: PictureLine[] = [
    [muted(addressText(host, input)), { text: host.note === '' ? '' : `  ${host.note}` }],
    ...host.instances.flatMap((view) => [[], ...instanceRows(view, input, inner)]),
    ...(host.instances.length === 0 ? [[], [muted(input.say('picture.no-role'))]] : []),
  ]
  if (width < NARROWEST) {
    const heading: PictureLine = [{ text: host.title, strong: true }]
    return [heading, ...rows].map((row) => fitSpans(row, width, charset))
  }
  const canvas = createCanvas(width, rows.length + 2, charset)
  canvas.rectangle({ x: 0, y: 0, width, height: rows.length + 2 }, 1, styleOf(host.mark))
  rows.forEach((row, i) => {
    canvas.text(2, 1 + i, fitSpans(row, inner, charset))
  })
  const title = fitText(host.title, width - 6, charset)
  canvas.text(2, 0, [{ text: ' ' }, { text: title, strong: true }, { text: ' ' }])
  const organisation = oneLine(input.input.topology.organisation)
  const at = width - textWidth(organisation) - 4
  if (at > textWidth(title) + 6) canvas.text(at, 0, [muted(` ${organisation} `)])
  return canvas.lines()
}

function addressText({ name, address }: HostView, { input, say }: LayoutInput): string {
  const host = input.topology.hosts.find((one) => one.name === name)
  if (host === undefined || host.local) return address
  if (host.byHand === true) return `${oneLine(address)}  ${say('picture.by-hand')}`
  const { user, address: to, port } = host.ssh
  return `${oneLine(address)}  ${oneLine(`ssh ${user}@${to}:${port}`)}`
}

function instanceRows(
  { instance, mark, note, focused }: InstanceView,
  all: LayoutInput,
  width: number,
): Span[][] {
  const { input, look, say } = all
  const { charset } = look
  const signs = SIGNS[charset]
  const crossings = crossingsOf(input.topology).filter(
    (one) => one.instance === instance && one.direction === 'out',
  )
  const told = (sign: string) => (one: Connection) => ({
    sign,
    ports: portsText(one.ports),
    purpose: purposeText(one.purpose, say),
    peers: peersText(one, instance, all),
  })
  const table = [
    ...incomingOf(input.topology, instance).map(told(signs.from)),
    ...outgoingOf(input.topology, instance).map(told(signs.one)),
    ...crossings.map(({ who, address, ports }) => ({
      sign: signs.one,
      ports: portsText(ports),
      purpose: say(`picture.who.${who}`),
      peers: oneLine(address),
    })),
  ]
  const portWidth = Math.max(0, ...table.map(({ ports }) => textWidth(ports)))
  const purposeWidth = Math.max(0, ...table.map(({ purpose }) => textWidth(purpose)))
  const heading: Span[] = [
    ...(focused ? [{ text: `${signs.pointer} `, strong: true }] : []),
    ...(input.marks === undefined ? [] : [signOf(mark, charset)]),
    { text: instance.name, strong: true },
    ...(note === '' ? [] : [{ text: `  ${note}` }]),
  ]
  const body = table.flatMap(({ sign, ports, purpose, peers }) => {
    const start = [
      muted(`  ${sign} `),
      { text: pad(ports, portWidth) },
      muted(` ${pad(purpose, purposeWidth)}  `),
    ]
    const indent = widthOf(start)
    const room = width - indent
    const lines = room < 12 ? [peers] : wrap(peers, room)
    return lines.map((line, i): Span[] => [
      ...(i === 0 ? start : [{ text: ' '.repeat(indent) }]),
      { text: line },
    ])
  })
  return [heading, ...body]
}

/** What reaches an instance, or what it reaches: as the services tell it. */
interface Connection {
  readonly purpose: string
  readonly ports: readonly PortUse[]
  /** Instances of the topology that use it, or that it uses. */
  readonly instances: Instance[]
  /** Who else uses it. */
  readonly others: readonly (typeof OUTSIDERS)[number][]
}

const OUTSIDERS = ['world', 'browsers', 'moirea', 'itself'] as const

function incomingOf({ instances }: Topology, instance: Instance): Connection[] {
  return Array.from(byPurpose(portsOf(instance)), ([purpose, ports]) => {
    const from = ports[0]?.from ?? []
    return {
      purpose,
      ports,
      instances: instances.filter((one) => one !== instance && from.includes(one.role)),
      others: OUTSIDERS.filter((peer) => from.includes(peer)),
    }
  })
}

/** One agent serves all: only servers of Consul talk to the others. */
function outgoingOf(topology: Topology, instance: Instance): Connection[] {
  const agent = registryOf(topology)?.instance
  const merged = new Map<string, Connection>()
  for (const target of topology.instances.filter((one) => one !== instance)) {
    if (isRegistry(target.role) && !isRegistry(instance.role) && target !== agent) continue
    const uses = portsOf(target).filter(({ from }) => from.includes(instance.role))
    for (const [purpose, ports] of byPurpose(uses)) {
      const key = [target.role, purpose, ...ports.map(({ port, to }) => `${port}-${to}`)].join()
      const known = merged.get(key)
      if (known === undefined) merged.set(key, { purpose, ports, instances: [target], others: [] })
      else known.instances.push(target)
    }
  }
  return [...merged.values()]
}

/** `MOIRA, carrier@h1, data ×12`. */
function peersText(
  { instances, others }: Connection,
  { externalAddress = '' }: Instance,
  { say, look }: LayoutInput,
): string {
  const outside = others.map((peer) => {
    if (peer === 'itself') return say('picture.zoom.itself')
    if (peer !== 'world') return say(`picture.who.${peer}`)
    const external = oneLine(externalAddress)
    return [say('picture.zoom.world'), ...(external === '' ? [] : [`(${external})`])].join(' ')
  })
  const inside = Array.from(
    groupBy(instances, ({ role }) => role),
    ([role, [first, ...more]]) =>
      first !== undefined && more.length === 0
        ? oneLine(instanceId(first))
        : `${role} ${SIGNS[look.charset].times}${more.length + 1}`,
  )
  return [...outside, ...inside].join(', ') || say('picture.zoom.nobody')
}
