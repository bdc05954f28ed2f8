import { pad } from '../text.js'
import { groupName, noteOf, rangeOf } from './groups.js'
import { countText } from './legend.js'
import { gathered, type HostView, hostsOf, type LayoutInput, type Scene } from './scene.js'
import { fitSpans, fitText, muted, oneLine, type PictureLine, SIGNS, type Span, signOf } from './span.js'
import { textWidth } from './text-width.js'

const WIDEST_NAME = 16

/** One line per host, or per group of like hosts where they are too many: for screens with no room for boxes. */
export function drawList(input: LayoutInput): PictureLine[] {
  const { scene, look } = input
  const hosts = hostsOf(scene)
  const lines: PictureLine[] = [
    [{ text: oneLine(input.input.topology.organisation), strong: true }],
    ...(hosts.length < look.rows
      ? hosts.map((host) => hostLine(host, hosts, input))
      : groupsOf(scene).map((group) => groupLine(group, input))),
  ]
  return lines.map((line) => fitSpans(line, look.columns, look.charset))
}

/** Rows of the shortest list. */
export function shortestList({ scene }: LayoutInput): number {
  return 1 + groupsOf(scene).length
}

function groupsOf(scene: Scene): HostView[][] {
  return gathered(hostsOf(scene), ({ kind }) => kind)
}

function hostLine(host: HostView, all: readonly HostView[], { input, look, say }: LayoutInput): Span[] {
  const { charset } = look
  const width = Math.min(WIDEST_NAME, Math.max(...all.map(({ title }) => textWidth(title))))
  const roles = [...new Set(host.instances.map(({ instance }) => instance.role))].join(' ')
  const note = noteOf(host)
  return [
    { text: host.focused ? `${SIGNS[charset].pointer} ` : '  ', strong: true },
    ...(input.marks === undefined ? [] : [signOf(host.mark, charset)]),
    { text: pad(fitText(host.title, width, charset), width), strong: true },
    { text: ` ${roles === '' ? say('picture.no-role') : roles}` },
    ...(note === '' ? [] : [{ text: `  ${note}` }]),
    muted(`  ${host.address}`),
  ]
}

function groupLine(group: readonly HostView[], all: LayoutInput): Span[] {
  const [first] = group
  if (first !== undefined && group.length === 1) return hostLine(first, group, all)
  const { input, look, say } = all
  const focused = group.find((host) => host.focused)
  const marks = group.map(({ mark }) => mark)
  return [
    { text: focused === undefined ? '  ' : `${SIGNS[look.charset].pointer} `, strong: true },
    { text: groupName(group, { charset: look.charset, say }), strong: true },
    { text: ` ${focused?.title ?? rangeOf(group, look)}  ` },
    ...(input.marks === undefined ? [] : countText(marks, { say, charset: look.charset, width: 0 })),
  ]
}
