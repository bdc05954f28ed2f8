import { carrierFact } from './carrier.js'
import { certificateFact } from './certificate.js'
import { synchronisedFact } from './clock.js'
import { consulFact } from './consul.js'
import type { Fact } from './fact.js'
import { hardwareFact } from './hardware.js'
import { healthFact } from './health.js'
import type { HostFacts } from './host-facts.js'
import { identityFact } from './identity.js'
import { installDirectoryFact } from './install-directory.js'
import { listenersFact } from './listeners.js'
import type { Questions } from './questions.js'
import { receiptsFact } from './receipts.js'
import { softwareFact } from './software.js'
import { systemFact } from './system.js'
import { unitsFact } from './units.js'

/** Every question of one round trip; the slow ones last, as answers are read in this order. */
export const FACTS = [
  'system',
  'hardware',
  'identity',
  'synchronised',
  'software',
  'listeners',
  'receipts',
  'installDirectory',
  'units',
  'certificate',
  'consul',
  'carrier',
  'health',
] as const
export type FactId = (typeof FACTS)[number]

/** What the parser of each question makes of the host's answer. */
export type Answers = Omit<HostFacts, 'clock' | 'consul' | 'carrier' | 'certificate' | 'installDirectory'> & {
  readonly installDirectory: HostFacts['installDirectory'] | undefined
  readonly synchronised: boolean
  readonly consul: HostFacts['consul'] | undefined
  readonly carrier: HostFacts['carrier'] | undefined
  readonly certificate: HostFacts['certificate'] | undefined
}

/** Seconds that health commands have together; they limit each of their requests themselves. */
const HEALTH_SECONDS = 12

export const facts: { readonly [Id in FactId]: (questions: Questions) => Fact<Answers[Id]> } = {
  system: () => systemFact,
  hardware: ({ installDirectory }) => hardwareFact(installDirectory),
  identity: () => identityFact,
  synchronised: () => synchronisedFact,
  software: ({ packages }) => softwareFact(packages),
  listeners: () => listenersFact,
  receipts: ({ installDirectory }) => receiptsFact(installDirectory),
  installDirectory: ({ installDirectory }) => installDirectoryFact(installDirectory),
  units: () => unitsFact,
  certificate: ({ certificate }) => certificateFact(certificate),
  consul: ({ consul }) => consulFact(consul),
  carrier: ({ carrier }) => carrierFact(carrier),
  health: ({ health }) => healthFact(health, HEALTH_SECONDS),
}
