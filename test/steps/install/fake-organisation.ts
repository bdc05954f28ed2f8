import type { Topology } from '../../../src/topology/topology.js'
import { type Learned, nothingLearned } from '../../../src/wizard/learned.js'
import type { OpenOrganisation } from '../../../src/wizard/workbench.js'
import { release } from '../../roles/organisation.js'

/** An opened organisation in which nothing works but what a test gives. */
export function organisationWith(
  topology: Topology,
  given: Partial<OpenOrganisation> = {},
): OpenOrganisation {
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
    gather: missing('look'),
    tryReach: missing('tryReach'),
    tryClosed: async () => [],
    preflight: missing('preflight'),
    plan: missing('plan'),
    install: missing('install'),
    running: async () => undefined,
    shell: () => undefined,
    isApplied: () => true,
    backedUpAt: () => undefined,
    backups: () => [],
    measured: () => ({}),
    told: async () => {},
    writeHandover: missing('writeHandover'),
    close: async () => {},
    ...given,
  }
}

export function learnedWith(organisation: OpenOrganisation): Learned {
  const learned = nothingLearned(new AbortController().signal)
  learned.organisation.set({ state: 'ready', value: { organisation, draftKey: '' } })
  return learned
}
