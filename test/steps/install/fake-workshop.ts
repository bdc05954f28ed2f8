import type { Topology } from '../../../src/topology/topology.js'
import { createSession, type Session } from '../../../src/wizard/session.js'
import type { Workshop } from '../../../src/wizard/workbench.js'
import { release } from '../../roles/organisation.js'

/** An opened organisation in which nothing works but what a test gives. */
export function workshopWith(topology: Topology, given: Partial<Workshop> = {}): Workshop {
  const missing = (what: string) => () => {
    throw new Error(`this test gives no ${what}`)
  }
  return {
    topology,
    release,
    problems: [],
    paths: {
      folder: '/home/ops/acme',
      file: '/home/ops/acme/org.yaml',
      secrets: '/home/ops/acme/secrets.json',
      runs: '/home/ops/acme/runs',
    },
    text: '',
    artifacts: missing('artifacts'),
    look: missing('look'),
    tryReach: missing('tryReach'),
    preflight: missing('preflight'),
    plan: missing('plan'),
    install: missing('install'),
    running: async () => undefined,
    shell: () => undefined,
    writeHandover: missing('writeHandover'),
    close: async () => {},
    ...given,
  }
}

export function sessionWith(workshop: Workshop): Session {
  const session = createSession(new AbortController().signal)
  session.workshop.set({ state: 'ready', value: { workshop, draftKey: '' } })
  return session
}
