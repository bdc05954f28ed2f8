import type { ClosePorts } from '../actions/action.js'
import { dialCommand, parseDial } from '../preflight/dial.js'
import type { Reach } from '../roles/check.js'
import type { Host } from '../topology/topology.js'
import { jobFor } from '../transports/errand.js'
import type { Transport } from '../transports/transport.js'

type Dial = ClosePorts['dials'][number]

/** What new connections show while firewalls change. */
export interface Proofs {
  /** Connects anew, by SSH and to its end: throws what `connect` throws. */
  readonly reach: (host: string) => Promise<void>
  /** How a connection from one host to another ends. */
  readonly dial: (dial: Dial) => Promise<Reach['result'] | undefined>
  readonly close: () => Promise<void>
}

interface Waiting {
  readonly dial: Dial
  readonly resolve: (result: Reach['result'] | undefined) => void
  readonly reject: (why: unknown) => void
}

/**
 * Keeps one connection of its own to each host that is asked. Hundreds of hosts want to be dialled from a few, so that what is
 * asked of a host while it dials goes with its next script.
 */
export function createProofs(
  hostNamed: (name: string) => Host,
  connect: (host: Host, options?: { signal?: AbortSignal }) => Promise<Transport>,
  signal: AbortSignal,
): Proofs {
  const made = new Map<string, Promise<Transport>>()
  const outdated: Promise<Transport>[] = []
  const waiting = new Map<string, Waiting[]>()
  const anew = async (name: string) => {
    outdate(name)
    const next = connect(hostNamed(name), { signal })
    made.set(name, next)
    void next.catch(() => {
      if (made.get(name) === next) made.delete(name)
    })
    await next
  }
  /** Whoever dials from there meanwhile still has its answer from it. */
  const outdate = (name: string) => {
    outdated.push(...[made.get(name)].filter((one) => one !== undefined))
    made.delete(name)
  }
  const ask = async (from: string, targets: readonly Dial[]) => {
    if (!made.has(from)) await anew(from)
    const job = jobFor({ kind: 'dial', targets }, dialCommand(targets))
    const transport = await made.get(from)
    return (await transport?.run(job, { signal, raw: true, changesNothing: true }))?.output ?? ''
  }
  /** A connection that was lost since it was made is made again, once. */
  const askAgain = (from: string, targets: readonly Dial[]) => {
    const isOld = made.has(from)
    return ask(from, targets).catch((error: unknown) => {
      outdate(from)
      if (!isOld || signal.aborted) throw error
      return ask(from, targets)
    })
  }
  const work = async (from: string) => {
    for (;;) {
      const some = waiting.get(from) ?? []
      if (some.length === 0) {
        waiting.delete(from)
        return
      }
      waiting.set(from, [])
      try {
        const targets = some.map(({ dial }) => dial)
        const output = await askAgain(from, targets)
        const wanted = targets.map((target) => ({ ...target, to: '', purpose: '' }))
        const answers = new Map(parseDial(output, wanted).map((one) => [keyOf(one), one.result]))
        for (const { dial, resolve } of some) resolve(answers.get(keyOf(dial)))
      } catch (error) {
        for (const { reject } of some) reject(error)
      }
    }
  }
  return {
    reach: anew,
    dial: (dial) =>
      new Promise((resolve, reject) => {
        const queue = waiting.get(dial.from)
        if (queue !== undefined) {
          queue.push({ dial, resolve, reject })
          return
        }
        waiting.set(dial.from, [{ dial, resolve, reject }])
        void work(dial.from)
      }),
    close: async () => {
      const all = await Promise.allSettled([...made.values(), ...outdated])
      await Promise.all(all.map((one) => (one.status === 'fulfilled' ? one.value.close() : undefined)))
    },
  }
}

function keyOf({ address, port }: Pick<Dial, 'address' | 'port'>): string {
  return `${address} ${port}`
}
