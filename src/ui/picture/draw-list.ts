import { signOf } from './boxes.js'
import { fitSpans, oneLine } from './fit-text.js'
import { SIGNS } from './glyphs.js'
import type { LayoutInput } from './layout.js'
import type { PictureLine } from './picture.js'

/** One line per host, where there is no room for boxes. */
export function drawList({ input, scene, look }: LayoutInput): PictureLine[] {
  const hosts = [...scene.upper, ...scene.middle, ...scene.lower, ...scene.idle]
  const { charset } = look
  const lines: PictureLine[] = [
    [{ text: oneLine(input.topology.organisation), strong: true }],
    ...hosts.map(
      (host): PictureLine => [
        { text: host.focused ? `${SIGNS[charset].pointer} ` : '  ', strong: true },
        ...(input.marks === undefined ? [] : [signOf(host.mark, charset)]),
        { text: host.title, ...(host.focused ? { strong: true as const } : {}) },
        { text: ` ${host.instances.map(({ instance }) => instance.name).join(' ')}` },
        ...(host.note === '' ? [] : [{ text: ` ${host.note}` }]),
      ],
    ),
  ]
  return lines.map((line) => fitSpans(line, look.columns, charset))
}
