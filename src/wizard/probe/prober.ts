import { InstallerError, type Problem, problem } from '../../errors/problem.js'
import type { HostFacts } from '../../facts/host-facts.js'
import type { Cell } from '../cell.js'
import type { DraftHost } from '../draft.js'
import type { OperatorQuestion, ProbeAsk, ProbeStage, Workbench } from '../workbench.js'
import { boardAfter, isProbeable, type ProbeBoard, type ProbeEvent, wayTo } from './probe-board.js'
import { probeQuestions } from './probe-questions.js'
import { createSharedAnswers, type PasswordKind } from './shared-answers.js'

/** Looks at many hosts side by side, and goes on while other screens are on. */
export interface Prober {
  /** Looks at hosts that are new or are reached in another way now, and stops looking at those that have gone. */
  readonly follow: (hosts: readonly DraftHost[]) => void
  /** Looks at these once more, because the operator wants it. */
  readonly again: (hosts: readonly DraftHost[]) => void
}

export interface ProberInput {
  readonly probe: Workbench['probe']
  readonly board: Cell<ProbeBoard>
  readonly questions: Cell<readonly OperatorQuestion[]>
  /** Told when a host has answered. */
  readonly onFacts: (host: DraftHost, facts: HostFacts) => void
  /** Ends everything. */
  readonly signal: AbortSignal
}

const AT_ONCE = 16

export function createProber({ probe, board, questions, onFacts, signal }: ProberInput): Prober {
  const slots = createSlots(AT_ONCE)
  const answers = createSharedAnswers()
  const running = new Map<string, { readonly way: string; readonly stop: AbortController }>()
  const tell = (event: ProbeEvent) => board.update((before) => boardAfter(before, event))

  const stop = (name: string) => {
    running.get(name)?.stop.abort()
    running.delete(name)
  }

  const start = (host: DraftHost) => {
    const { name } = host
    stop(name)
    const controller = new AbortController()
    running.set(name, { way: wayTo(host), stop: controller })
    tell({ type: 'queued', host })
    void look(host, controller)
  }

  const look = async (host: DraftHost, stop: AbortController) => {
    const { name } = host
    const ended = AbortSignal.any([signal, stop.signal])
    const isTriedAnew = () => {
      const now = running.get(name)
      return now !== undefined && now.stop !== stop && now.way === wayTo(host)
    }
    const hear = (event: ProbeEvent) => {
      if (!ended.aborted) tell(event)
    }
    await slots.take()
    let failure: unknown
    try {
      if (ended.aborted) return
      hear({ type: 'started', name })
      const facts = await probe(host, asking(host, ended, hear), ended)
      hear({ type: 'ready', name, facts })
      if (!ended.aborted) onFacts(host, facts)
    } catch (error) {
      failure = error
      hear({ type: 'failed', name, problem: problemOf(error) })
    } finally {
      slots.give()
      // The same host tries the answer still: nobody else may, before that is known.
      if (!isTriedAnew()) answers.closed(name, ended.aborted ? ended.reason : failure)
    }
  }

  const asking = (host: DraftHost, ended: AbortSignal, hear: (event: ProbeEvent) => void): ProbeAsk => {
    const { name } = host
    const ask = probeQuestions({ questions, answers, ended })
    /** A person may take long: others are looked at meanwhile. */
    const aside = async <T>(answer: Promise<T>): Promise<T> => {
      slots.give()
      try {
        return await answer
      } finally {
        await slots.take()
      }
    }
    return {
      onStage: (stage) => {
        hear({ type: 'reached', name, stage })
        for (const kind of ACCEPTED_BEFORE[stage] ?? []) answers.settle(name, kind, 'accepted')
      },
      hostKey: (key) => aside(ask.hostKey(key)),
      password: (question) => aside(ask.password(question)),
    }
  }

  return {
    follow: (hosts) => {
      const wanted = new Map(hosts.filter(isProbeable).map((host) => [host.name, host]))
      for (const name of Object.keys(board.get())) {
        if (wanted.has(name)) continue
        stop(name)
        tell({ type: 'gone', name })
      }
      for (const host of wanted.values()) if (running.get(host.name)?.way !== wayTo(host)) start(host)
    },
    again: (hosts) => {
      for (const host of hosts.filter(isProbeable)) start(host)
    },
  }
}

/** Answers that must have been right when a stage begins. */
const ACCEPTED_BEFORE: Readonly<Partial<Record<ProbeStage, readonly PasswordKind[]>>> = {
  sudo: ['login', 'passphrase'],
  facts: ['sudo'],
}

/** Of several problems the first: it is the one that ended the attempt. */
function problemOf(error: unknown): Problem {
  const [first] = error instanceof InstallerError ? error.problems : []
  if (first !== undefined) return first
  const output = String(error instanceof Error ? (error.stack ?? error) : error).split('\n')
  return { ...problem('run.bug'), output }
}

/** So many at once; the others wait in line. */
function createSlots(count: number) {
  let free = count
  const line: (() => void)[] = []
  return {
    take: () =>
      new Promise<void>((resolve) => {
        if (free > 0) {
          free -= 1
          resolve()
        } else line.push(resolve)
      }),
    give: () => {
      const next = line.shift()
      if (next === undefined) free += 1
      else next()
    },
  }
}
