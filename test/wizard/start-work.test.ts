import { describe, expect, it } from 'vitest'
import { InstallerError, problem } from '../../src/errors/problem.js'
import { cell } from '../../src/wizard/cell.js'
import { heardProgress } from '../../src/wizard/prepare-run.js'
import { IDLE, settled, startWork, stopWork, type Work } from '../../src/wizard/start-work.js'

const program = new AbortController().signal

function promised<T>() {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

describe('work that takes time', () => {
  it('tells its stages and its value', async () => {
    const work = cell<Work<number>>(IDLE)
    const seen: string[] = []
    work.subscribe(() => {
      const now = work.get()
      seen.push(now.state === 'busy' ? `busy ${now.stage}` : now.state)
    })
    const value = await startWork(work, program, async (_signal, onStage) => {
      onStage('look')
      return 7
    })
    expect(value).toBe(7)
    expect(work.get()).toEqual({ state: 'ready', value: 7 })
    expect(seen).toEqual(['busy undefined', 'busy look', 'ready'])
  })

  it('tells the problems that kept it from its end', async () => {
    const work = cell<Work<number>>(IDLE)
    const missing = problem('artifact.missing')
    await startWork(work, program, () => Promise.reject(new InstallerError(missing)))
    expect(work.get()).toEqual({ state: 'failed', problems: [missing] })
  })

  it('does not hide a bug', async () => {
    const work = cell<Work<number>>(IDLE)
    await expect(startWork(work, program, () => Promise.reject(new TypeError('a bug')))).rejects.toThrow(
      'a bug',
    )
    expect(work.get()).toEqual(IDLE)
  })

  it('is idle as soon as it is stopped, whatever comes of it later', async () => {
    const work = cell<Work<number>>(IDLE)
    const late = promised<number>()
    const value = startWork(work, program, () => late.promise)
    stopWork(work)
    expect(work.get()).toEqual(IDLE)
    late.resolve(7)
    expect(await value).toBeUndefined()
    expect(work.get()).toEqual(IDLE)
  })

  it('gives way to a later start', async () => {
    const work = cell<Work<number>>(IDLE)
    const late = promised<number>()
    const first = startWork(work, program, () => late.promise)
    const second = startWork(work, program, async () => 2)
    late.resolve(1)
    expect(await first).toBeUndefined()
    expect(await second).toBe(2)
    expect(work.get()).toEqual({ state: 'ready', value: 2 })
  })

  it('can be waited for', async () => {
    const work = cell<Work<number>>(IDLE)
    const late = promised<number>()
    void startWork(work, program, () => late.promise)
    const waiting = settled(work, program)
    late.resolve(1)
    await waiting
    expect(work.get()).toEqual({ state: 'ready', value: 1 })
  })
})

describe('progress of artifacts', () => {
  const known = { carrier: { artifact: 'carrier', step: 'download', done: 0, total: 1000 } } as const

  it('is the same as long as nobody would see a difference', () => {
    expect(heardProgress(known, { artifact: 'carrier', step: 'download', done: 10, total: 1000 })).toBe(known)
  })

  it.each([
    { artifact: 'carrier', step: 'download', done: 20, total: 1000 },
    { artifact: 'carrier', step: 'verify', done: 0, total: 1000 },
    { artifact: 'carrier', step: 'ready' },
  ] as const)('moves on with %j', (progress) => {
    expect(heardProgress(known, progress)).toEqual({ carrier: progress })
  })

  it('knows only what was told, whatever an artifact is called', () => {
    const progress = { artifact: 'constructor', step: 'look' } as const
    expect(heardProgress({}, progress)).toEqual({ constructor: progress })
  })
})
