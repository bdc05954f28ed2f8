import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type RelayEnd, relayFile } from '../../src/runner/relay.js'
import type { RunOptions, Transport } from '../../src/transports/transport.js'

const file = { path: '/srv/file', mode: '0644', sha256: 'a'.repeat(64), size: 5_000_000_000 }

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

function transportThat(run: Transport['run']): Transport {
  return {
    run,
    upload: async () => {},
    download: async () => {},
    hold: () => {},
    logRun: () => {},
    close: async () => {},
  }
}

/** From a host whose shell hangs: it says only what the test lets it say, and does not even hear an abort. */
function relay({ verify }: { verify: boolean }) {
  let served: RunOptions = {}
  const asked: string[] = []
  const ends: RelayEnd[] = []
  const hanging = transportThat((_, options = {}) => {
    served = options
    return new Promise(() => {})
  })
  const target = transportThat(async (job) => {
    asked.push(job.errand?.kind ?? 'nothing')
    return { exitCode: 0, output: '' }
  })
  void relayFile({
    file,
    offset: 0,
    source: { transport: hanging, address: '192.0.2.1', verify },
    target: { transport: target, address: '192.0.2.2', host: 'h2' },
    peers: ['192.0.2.1', '192.0.2.2'],
    signal: new AbortController().signal,
    onBytes: () => {},
  }).then((end) => ends.push(end))
  return {
    ends,
    asked,
    listen: () => served.onLine?.('listening 4711'),
    isStopped: () => served.signal?.aborted,
  }
}

describe('a source that does not come to listen', () => {
  it('is broken after half a minute, and given up even when it hears nothing', async () => {
    const { ends, asked, isStopped } = relay({ verify: false })
    await vi.advanceTimersByTimeAsync(29_999)
    expect([ends, isStopped()]).toEqual([[], false])
    await vi.advanceTimersByTimeAsync(1)
    expect(isStopped()).toBe(true)
    await vi.advanceTimersByTimeAsync(500)
    expect([ends, asked]).toEqual([['broken'], []])
  })

  it('has the time that summing up the file takes, where that comes first', async () => {
    const slow = relay({ verify: true })
    const hanging = relay({ verify: true })
    await vi.advanceTimersByTimeAsync(129_999)
    expect([slow.ends, hanging.ends]).toEqual([[], []])
    slow.listen()
    await vi.advanceTimersByTimeAsync(1_001)
    expect([slow.ends, slow.asked]).toEqual([['placed'], ['fetch']])
    expect([hanging.ends, hanging.asked]).toEqual([['broken'], []])
  })
})

it('a source that says nothing once the file has arrived keeps nobody waiting', async () => {
  const { ends, listen, isStopped } = relay({ verify: false })
  listen()
  await vi.advanceTimersByTimeAsync(1_000)
  expect([ends, isStopped()]).toEqual([['placed'], true])
})
