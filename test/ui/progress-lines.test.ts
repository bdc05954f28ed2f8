import { describe, expect, it } from 'vitest'
import type { RunEvent, RunStarted } from '../../src/events/run-event.js'
import { painter } from '../../src/ui/colour.js'
import { progressLines } from '../../src/ui/progress-lines.js'

const at = '2026-01-31T12:00:00.000Z'
const look = { language: 'en', paint: painter(false), width: 60, verbose: false } as const
const node = (id: string, phase: string, instance: string, kind: string, bytes = 0) => ({
  ...{ id, phase, instance, kind, bytes },
  host: id.slice(0, id.indexOf(' ')),
})
const artifact = 'h1 artifact:/opt/metis/.artifacts/af3d21cc3c31defc/via'
const home = 'h1 directory:/opt/metis/via'
const config = 'h1 file:/opt/metis/via/config/via.yml'
const unitFile = 'h1 file:/etc/systemd/system/metis-via.service'
const unit = 'h1 unit:metis-via.service'
const step = 'h1 run:host/kernel-settings'
const again = 'h1 ready:via again'
const nodes = [
  node(step, 'prepare', 'host', 'run'),
  node(artifact, 'distribute', 'host', 'place-artifact', 2_000_000),
  node(home, 'via', 'via', 'directory'),
  node(config, 'via', 'via', 'write-file'),
  node(unitFile, 'via', 'via', 'write-file'),
  node(unit, 'via', 'via', 'unit'),
  node(again, 'verify', 'via', 'wait'),
]

function started(command = 'apply'): RunStarted {
  return { type: 'run-started', at, organisation: 'bank-a', command, digest: 'd', nodes: [...nodes] }
}

const succeeded = (id: string, milliseconds = 1): RunEvent => ({
  type: 'succeeded',
  at,
  node: id,
  milliseconds,
})

describe('what has ended', () => {
  it('is told with how far the run is, host, instance, and the time that counts', () => {
    const { lines } = progressLines(look)
    const told = [started(), step, artifact, config, unitFile, unit].map((one) =>
      lines(typeof one === 'string' ? succeeded(one, one === artifact ? 1500 : 49) : one),
    )
    expect(told.flat()).toEqual([
      '1/7  h1       kernel-settings done',
      '2/7  h1       sent via  1.5s',
      '3/7  h1  via  wrote config/via.yml',
      '4/7  h1  via  wrote metis-via.service',
      '5/7  h1  via  metis-via.service runs',
    ])
  })

  it('is not told of directories and the closing question, unless they take long or more was asked for', () => {
    const { lines } = progressLines(look)
    lines(started())
    expect(lines(succeeded(home))).toEqual([])
    expect(lines(succeeded(again))).toEqual([])
    expect(lines(succeeded(home, 1000))).toEqual(['2/7  h1  via  made directory /opt/metis/via  1.0s'])

    const verbose = progressLines({ ...look, verbose: true })
    verbose.lines(started())
    expect(verbose.lines(succeeded(home))).toEqual(['1/7  h1  via  made directory /opt/metis/via'])
  })

  it('is the unit itself when it was stopped', () => {
    const { lines } = progressLines(look)
    const stops = nodes.map((one) => (one.id === unit ? { ...one, ends: true as const } : one))
    lines({ ...started('maintain'), nodes: stops })
    expect(lines(succeeded(unit))).toEqual(['1/7  h1  via  metis-via.service ended'])
  })
})

describe('what is left out', () => {
  type Because = Extract<RunEvent, { type: 'skipped' }>['because']
  const waits = (node: string): Because => ({ word: 'reason.waits-for', values: { node } })
  const skip = (id: string, because: Because): RunEvent => ({ type: 'skipped', at, node: id, because })

  it('is told once per instance', () => {
    const { lines } = progressLines(look)
    lines(started())
    expect(lines(skip(config, waits('h1 artifact:x\u0007')))).toEqual([
      '0/7  h1  via  skipped: waits for h1 artifact:x',
    ])
    expect(lines(skip(unit, waits(config)))).toEqual([])
    expect(lines(skip(again, waits('anything')))).toEqual([])
  })

  it('is told in full when more was asked for, and not at all after a stop', () => {
    const verbose = progressLines({ ...look, verbose: true })
    verbose.lines(started())
    verbose.lines(skip(config, waits('x')))
    expect(verbose.lines(skip(unit, waits('x')))).toEqual([
      '0/7  h1  via  unit metis-via.service skipped: waits for x',
    ])

    const stopped = progressLines(look)
    stopped.lines(started())
    stopped.lines({ type: 'stopping', at, running: [] })
    expect(stopped.lines(skip(unit, { word: 'reason.run-stopped' }))).toEqual([])
  })
})

it('a journal of an earlier version, which has sentences, is told as it is', () => {
  const { lines } = progressLines({ ...look, language: 'zh' })
  lines(started())
  const because = 'waits for h1 artifact:x\u0007'
  expect(lines({ type: 'skipped', at, node: config, because })).toEqual([
    '0/7  h1  via  已跳过：waits for h1 artifact:x',
  ])
})

describe('the status line', () => {
  it('fits the screen, has the bytes, and is gone after the end', () => {
    const { lines, status } = progressLines(look)
    expect(status()).toBe('')
    lines(started())
    lines({ type: 'started', at, node: artifact })
    lines({ type: 'sent', at, node: artifact, bytes: 500_000, total: 2_000_000 })
    expect(status()).toBe('[0/7] 500.0 kB/2.0 MB h1 artifact via')
    lines({ type: 'run-finished', at, outcome: 'done', halfDone: [] })
    expect(status()).toBe('')
  })

  it('shows the last words of what runs, as a sign of life, and how much runs beside it', () => {
    const { lines, status } = progressLines(look)
    lines(started())
    lines({ type: 'started', at, node: step })
    lines({ type: 'output', at, node: step, line: 'net.ipv4.ip_local_reserved_ports = 8200,8300,8400,8500' })
    lines({ type: 'started', at, node: artifact })
    lines({ type: 'sent', at, node: artifact, bytes: 2_000_000, total: 2_000_000 })
    expect(status()).toBe('[0/7] +1 h1 step kernel-settings | net.ipv4.ip_local_res...')
  })
})

it('shows what actions print only when more was asked for', () => {
  const quiet = progressLines(look)
  const verbose = progressLines({ ...look, verbose: true })
  for (const { lines } of [quiet, verbose]) lines(started())
  const event = { type: 'output', at, node: unit, line: 'Created symlink' } as const

  expect(quiet.lines(event)).toEqual([])
  expect(verbose.lines(event)).toEqual(['0/7  h1  via  | Created symlink'])
})
