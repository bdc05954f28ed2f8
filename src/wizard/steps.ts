/** Every screen of the wizard, in the order in which they are walked through. */
export const STEPS = [
  'welcome',
  'organisation',
  'machines',
  'roles',
  'network',
  'release',
  'preflight',
  'review',
  'install',
  'done',
  'home',
] as const
export type StepId = (typeof STEPS)[number]

/** Parts of a draft: what an edit changes, and what a confirmed step was based on. */
export const PARTS = ['place', 'organisation', 'want', 'hosts', 'roles', 'network', 'release'] as const
export type Part = (typeof PARTS)[number]

/** What the answers of a step rest on: a change there asks the operator to look at the step again. */
export const BASED_ON: Readonly<Record<StepId, readonly Part[]>> = {
  welcome: [],
  organisation: ['place'],
  machines: ['place'],
  roles: ['want', 'hosts'],
  network: ['hosts', 'roles'],
  release: ['want', 'roles'],
  preflight: ['place', 'organisation', 'hosts', 'roles', 'network', 'release'],
  review: ['place', 'organisation', 'hosts', 'roles', 'network', 'release'],
  install: [],
  done: [],
  home: [],
}
