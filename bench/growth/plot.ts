import type { Usage } from './measured-run.js'
import { COMMANDS, type Sample } from './samples.js'

const WIDTH = 360
const HEIGHT = 240
const LEFT = 48
const TOP = 34
const COLOURS = ['#0969da', '#cf222e', '#1a7f37', '#8250df'] as const
/** What issue and readers look for: a controller below 300 MB. */
const GOAL_MIB = 300_000_000 / 2 ** 20

interface Panel {
  readonly title: string
  readonly of: (usage: Usage) => number
  readonly goal?: number
}

const PANELS: readonly Panel[] = [
  { title: 'processor seconds of the controller', of: ({ cpuSeconds }) => cpuSeconds },
  { title: 'memory of the controller at most, MiB', of: ({ peakMib }) => peakMib, goal: GOAL_MIB },
]

/** Two panels over the number of hosts, both axes linear: what grows in proportion is a straight line. */
export function plotOf(samples: readonly Sample[]): string {
  const most = Math.max(...samples.map(({ hosts }) => hosts))
  const panels = PANELS.map((panel, i) => drawn(panel, samples, most, i * (WIDTH + LEFT + 30)))
  const width = PANELS.length * (WIDTH + LEFT + 30)
  const legend = COMMANDS.map(({ name }, i) => {
    const x = LEFT + i * 150
    const y = TOP + HEIGHT + 52
    return `<rect x="${x}" y="${y - 9}" width="12" height="10" fill="${COLOURS[i]}"/><text x="${x + 18}" y="${y}">${name}</text>`
  })
  const kinds = `<text x="${LEFT + 620}" y="${TOP + HEIGHT + 52}">● scripted   ○ real hosts</text>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${TOP + HEIGHT + 66}" font-family="sans-serif" font-size="12" fill="#1f2328">
<title>What more hosts cost the controller</title>
<rect width="100%" height="100%" fill="#ffffff"/>
${[...panels, ...legend, kinds].join('\n')}
</svg>
`
}

function drawn({ title, of, goal }: Panel, samples: readonly Sample[], most: number, shift: number): string {
  const all = samples.flatMap(({ usage }) => Object.values(usage).map(of))
  const step = niceStep(Math.max(...all, goal ?? 0) / 5)
  const top = Math.ceil(Math.max(...all, goal ?? 0) / step) * step
  const x = (hosts: number) => (LEFT + shift + (hosts / most) * WIDTH).toFixed(1)
  const y = (value: number) => (TOP + HEIGHT - (value / top) * HEIGHT).toFixed(1)
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, i) => i * step)
  const rows = ticks.map(
    (value) =>
      `<line x1="${x(0)}" x2="${x(most)}" y1="${y(value)}" y2="${y(value)}" stroke="#d0d7de"/><text x="${Number(x(0)) - 6}" y="${Number(y(value)) + 4}" text-anchor="end">${value}</text>`,
  )
  const places = [...new Set(samples.map(({ hosts }) => hosts))].filter((hosts) => hosts * 12 >= most)
  const columns = places.map(
    (hosts) => `<text x="${x(hosts)}" y="${TOP + HEIGHT + 18}" text-anchor="middle">${hosts}</text>`,
  )
  const limit =
    goal === undefined
      ? ''
      : `<line x1="${x(0)}" x2="${x(most)}" y1="${y(goal)}" y2="${y(goal)}" stroke="#9a6700" stroke-dasharray="5 4"/><text x="${Number(x(0)) + 6}" y="${Number(y(goal)) - 5}" fill="#9a6700">goal: 300 MB</text>`
  const lines = COMMANDS.flatMap(({ name }, i) =>
    (['scripted', 'real'] as const).map((kind) => {
      const own = samples.flatMap(({ kind: its, hosts, usage }) => {
        const one = usage[name]
        return its === kind && one !== undefined ? [[x(hosts), y(of(one))] as const] : []
      })
      const fill = kind === 'real' ? '#ffffff' : COLOURS[i]
      const dots = own.map(
        ([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3.5" fill="${fill}" stroke="${COLOURS[i]}"/>`,
      )
      return `<polyline points="${own.map((point) => point.join(',')).join(' ')}" fill="none" stroke="${COLOURS[i]}" stroke-width="1.5"/>${dots.join('')}`
    }),
  )
  const heading = `<text x="${x(0)}" y="${TOP - 14}" font-weight="bold">${title}</text>`
  const below = `<text x="${x(most / 2)}" y="${TOP + HEIGHT + 32}" text-anchor="middle">hosts</text>`
  return [heading, ...rows, ...columns, below, limit, ...lines].join('\n')
}

/** 1, 2 or 5 times a power of ten. */
function niceStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast))
  return ([1, 2, 5, 10].find((times) => times * power >= atLeast) ?? 10) * power
}
