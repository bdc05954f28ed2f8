import { makePlan } from '../../src/planner/make-plan.js'
import type { PlanInput } from '../../src/planner/plan.js'
import { checkSummary, preflight } from '../../src/preflight/index.js'
import type { Reach } from '../../src/roles/check.js'
import type { Draft } from '../../src/wizard/draft.js'
import { fileValue } from '../../src/wizard/file-value.js'
import type { StepId } from '../../src/wizard/steps.js'
import type { OpenOrganisation } from '../../src/wizard/workbench.js'
import { freshOrganisation } from '../planner/organisation.js'
import { draftAt } from './show-step.js'

/** A draft with answers that pass every rule. */
export function answeredAt(at: StepId, changes: Partial<Draft> = {}): Draft {
  const { file, ...rest } = draftAt(at)
  const carrier = [{ host: 'h1', externalAddress: '9.8.7.6' }]
  const via = [{ host: 'h2', externalAddress: '9.8.7.7' }]
  return { ...rest, file: { ...file, roles: { ...file.roles, carrier, via } }, ...changes }
}

/** The organisation of a draft, with fresh hosts that are quick to answer; what a test gives goes before. */
export function fakeOrganisation(draft: Draft, given: Partial<OpenOrganisation> = {}): OpenOrganisation {
  const input = freshOrganisation(JSON.stringify(fileValue(draft.file)))
  return organisationOf(input, given)
}

export function organisationOf(input: PlanInput, given: Partial<OpenOrganisation> = {}): OpenOrganisation {
  const { topology, release, facts, artifacts } = input
  const missing = (what: string) => () => {
    throw new Error(`this test gives no ${what}`)
  }
  const folder = '/home/ops/acme'
  return {
    topology,
    release,
    problems: [],
    paths: {
      folder,
      file: `${folder}/org.yaml`,
      secrets: `${folder}/secrets.json`,
      runs: `${folder}/runs`,
    },
    text: 'organisation: acme\nrelease: metis-0.3.0\n',
    artifacts: async () => artifacts,
    gather: async () => ({ facts, problems: [], at: '2026-11-22T10:00:00.000Z' }),
    tryReach: async () => [],
    tryClosed: async () => [],
    preflight: (gathered, reach) => {
      const check = { topology, release, facts: gathered.facts, reach, artifacts }
      return { problems: preflight(check), summary: checkSummary(check) }
    },
    plan: async (gathered) => makePlan({ ...input, facts: gathered.facts }),
    install: missing('install'),
    measured: () => ({}),
    running: async () => undefined,
    shell: () => undefined,
    isApplied: () => true,
    backedUpAt: () => undefined,
    backups: () => [],
    told: async () => {},
    writeHandover: missing('writeHandover'),
    close: async () => {},
    ...given,
  }
}

/** A connection that was tried. */
export function tried(from: string, to: string, port: number, result: Reach['result']): Reach {
  return { from, to, address: `10.0.0.1${to.slice(1)}`, port, purpose: 'consul HTTP', result }
}

/** Something that goes on until the test lets it end. */
export function held<T>() {
  let resolve: (value: T) => void = () => {}
  let reject: (error: unknown) => void = () => {}
  const promise = new Promise<T>((done, failed) => {
    resolve = done
    reject = failed
  })
  return { promise, resolve, reject }
}
