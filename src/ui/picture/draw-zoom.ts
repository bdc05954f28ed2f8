import { type Instance, instanceId } from '../../topology/topology.js'
import { pad, wrap } from '../text.js'
import { createCanvas } from './canvas.js'
import { connectionsOf, type IncomingConnection } from './connections.js'
import { crossingsOf } from './crossings.js'
import type { LayoutInput } from './layout-input.js'
import { portsText, purposeText } from './port-text.js'
import { gathered, type HostView, type InstanceView } from './scene.js'
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
  const { incoming, outgoing } = connectionsOf(input.topology, instance)
  const crossings = crossingsOf(input.topology).filter(
    (one) => one.instance === instance && one.direction === 'out',
  )
  const table = [
    ...incoming.map((one) => ({
      sign: signs.from,
      ports: portsText(one.ports),
      purpose: purposeText(one.purpose, say),
      peers: incomingText(one, instance, all),
    })),
    ...outgoing.map((one) => ({
      sign: signs.one,
      ports: portsText(one.ports),
      purpose: purposeText(one.purpose, say),
      peers: peersText(one.instances, all),
    })),
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
    ...(focused ? [{ text: `${signs.pointer} `, strong: true as const }] : []),
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

function incomingText(
  { instances, others }: IncomingConnection,
  instance: Instance,
  all: LayoutInput,
): string {
  const { say } = all
  const outside = others.map((peer) => {
    if (peer === 'itself') return say('picture.zoom.itself')
    if (peer !== 'world') return say(`picture.who.${peer}`)
    const external = 'externalAddress' in instance ? oneLine(instance.externalAddress) : ''
    return [say('picture.zoom.world'), ...(external === '' ? [] : [`(${external})`])].join(' ')
  })
  const inside = instances.length === 0 ? [] : [peersText(instances, all)]
  return [...outside, ...inside].join(', ') || say('picture.zoom.nobody')
}

/** `carrier@h1, data ×12`. */
function peersText(instances: readonly Instance[], { look }: LayoutInput): string {
  return gathered(instances, ({ role }) => role)
    .map((some) => {
      const [first] = some
      if (first === undefined) return ''
      return some.length === 1
        ? oneLine(instanceId(first))
        : `${first.role} ${SIGNS[look.charset].times}${some.length}`
    })
    .join(', ')
}
