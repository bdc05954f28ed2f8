import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { painter } from '../../../src/ui/colour.js'
import { drawTopology, paintLine, plainLine } from '../../../src/ui/picture/picture.js'
import type { PictureLook } from '../../../src/ui/picture/span.js'
import { preset, sized, underWay } from './organisations.js'

const look: PictureLook = { columns: 80, rows: 24, charset: 'box', language: 'en' }
const provider = await preset('data-provider')
const text = (lines: readonly Parameters<typeof plainLine>[0][]) => lines.map(plainLine).join('\n')

describe('the picture', () => {
  it('shows a sign of its own for every mark, without colours, in both charsets', () => {
    const marks = ['waiting', 'running', 'done', 'failed', 'warning', 'unknown', 'skipped'] as const
    for (const charset of ['box', 'ascii'] as const) {
      const signs = marks.map((mark) => {
        const { lines } = drawTopology(
          { topology: provider, marks: { 'data-8700@h3': mark } },
          { ...look, charset },
        )
        return /(\S) data(?:-8700| {2}:8700)/.exec(text(lines))?.[1]
      })
      expect(new Set(signs).size).toBe(marks.length)
    }
  })

  it('tells by the title what is true of a host and not of its instances', () => {
    const marks = { h2: 'failed', 'via@h2': 'done', h3: 'done', 'data-8700@h3': 'done' } as const
    const { lines } = drawTopology({ topology: provider, marks }, look)
    expect(text(lines)).toContain(' ✗ h2 ')
    expect(text(lines)).not.toContain('● h3 ')
  })

  it('colours by meaning', () => {
    const { lines } = drawTopology({ topology: provider, marks: { 'via@h2': 'failed' } }, look)
    const painted = lines.map((line) => paintLine(line, painter(true))).join('\n')
    expect(painted).toContain('\u001b[31;1m✗ \u001b[0m')
    expect(lines.map((line) => paintLine(line, painter(false)))).toEqual(lines.map(plainLine))
  })

  it('scrolls when nothing else is left, and follows the focus', () => {
    const short = { ...look, columns: 40, rows: 5 }
    const all = drawTopology(underWay(provider), { ...short, rows: 100 }).lines.map(plainLine)
    const top = drawTopology(underWay(provider), { ...short, rows: 3 })
    const end = drawTopology(underWay(provider), { ...short, rows: 3, scroll: 99 })
    expect(top.total).toBeGreaterThan(3)
    expect(end.lines).toHaveLength(3)
    expect(plainLine(end.lines.at(-1) ?? [])).toContain(
      plainLine(
        drawTopology(underWay(provider), { ...short, rows: 3, scroll: end.total - 3 }).lines.at(-1) ?? [],
      ),
    )
    expect(all.length).toBeGreaterThan(3)
    expect(text(drawTopology(underWay(provider), { ...short, rows: 3, focus: 'h3' }).lines)).toContain('▸')
  })

  it('names the address, protocol and port of all that crosses the border', () => {
    const { lines } = drawTopology({ topology: provider }, { ...look, columns: 120, rows: 40 })
    const drawn = text(lines)
    for (const crossing of [
      '▶ other organisations  p2p  9.8.7.10  10035/udp 10036/tcp',
      'other organisations  via  9.8.7.11:10031/tcp',
      'browsers  console  10.0.0.11:80/tcp',
      'Moirea  gRPC  9.8.7.10  10033/tcp 10034/tcp',
      '▶ data center  161.117.189.27:9090/tcp',
    ])
      expect(drawn).toContain(crossing)
  })

  it('draws no crossing to what is inside: a data center on one of the hosts', () => {
    const network = { ...provider.network, dataCenter: { address: '10.0.0.12', port: 9090 } }
    const { lines } = drawTopology({ topology: { ...provider, network } }, look)
    expect(text(lines)).not.toContain('data center')
  })

  it('tells of an external database', () => {
    const instances = provider.instances.map((instance) =>
      instance.role === 'admin'
        ? {
            ...instance,
            database: { kind: 'external', host: '10.7.7.7', port: 3307, adminUser: 'root' } as const,
          }
        : instance,
    )
    const { lines } = drawTopology({ topology: { ...provider, instances } }, { ...look, columns: 120 })
    expect(text(lines)).toContain('▶ database  10.7.7.7:3307/tcp')
  })

  it('leaves ports out where a long note of a wide box would run into them', () => {
    const single = { ...provider, hosts: provider.hosts.slice(0, 1) }
    const instances = provider.instances.map((instance) => ({ ...instance, host: 'h1' }))
    const notes = Object.fromEntries(instances.map(({ name }) => [`${name}@h1`, 'not installed']))
    const marks = Object.fromEntries(instances.map(({ name }) => [`${name}@h1`, 'unknown' as const]))
    const topology = { ...single, instances }
    const { lines } = drawTopology({ topology, notes, marks }, { ...look, rows: 18 })
    expect(text(lines)).toContain('consul     :8500   not installed')
    expect(text(lines)).not.toMatch(/\dnot installed/)
  })

  it('keeps its columns whatever names and notes hold', () => {
    const names = [
      '\u001b[31mred\u001b[0m',
      'a'.repeat(300),
      '主机'.repeat(20),
      'x\ny\u202e',
      '👩‍👩‍👧‍👦',
      '__proto__',
    ]
    const hosts = names.map((name, i) => ({
      ...(provider.hosts[0] ?? { local: false, ssh: LOGIN }),
      name,
      address: `10.0.0.${i}`,
    }))
    const fighter = provider.instances.filter(({ role }) => role === 'data')
    const topology = {
      ...provider,
      organisation: '组织\u001b]0;title\u0007"<b>'.repeat(9),
      hosts,
      instances: names.flatMap((host) => fighter.map((instance) => ({ ...instance, host }))),
    }
    const notes = Object.fromEntries(names.map((name) => [name, `${name}\t\u0000\u2028 100 %`]))
    const marks = Object.fromEntries(names.map((name) => [name, 'running' as const]))
    for (const [columns, rows] of [
      [80, 24],
      [80, 100],
      [200, 60],
      [50, 30],
      [24, 12],
    ] as const) {
      for (const zoom of [undefined, ...names]) {
        const { lines } = drawTopology(
          { topology, notes, marks },
          { ...look, columns, rows, ...(zoom === undefined ? {} : { zoom }) },
        )
        for (const line of lines.map(plainLine)) {
          // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
          expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/)
          expect(stringWidth(line)).toBeLessThanOrEqual(columns)
        }
        const inside = lines.map(plainLine).filter((line) => line.startsWith('║'))
        expect(new Set(inside.map((line) => stringWidth(line))).size).toBeLessThanOrEqual(1)
      }
    }
  })

  it('is no higher for 256 hosts than for 64', () => {
    const counts = [64, 256].map((count) => drawTopology(underWay(sized(count)), look).total)
    expect(counts).toEqual([17, 17])
  })
})

const LOGIN = { address: '10.0.0.1', port: 22, user: 'ops' }
