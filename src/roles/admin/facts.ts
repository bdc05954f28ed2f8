import type { HostFacts } from '../../facts/host-facts.js'
import type { Asked } from '../../facts/questions.js'
import type { ServiceInput } from '../service.js'
import { certificatePaths } from './nginx-site.js'
import type { AdminInstance } from './settings.js'

/** Of the web console, where it speaks TLS. */
export function asked(input: ServiceInput<AdminInstance>): Readonly<Record<string, Asked>> {
  if (input.instance.tls === undefined) return {}
  return { certificate: { certificate: certificatePaths(input).certificate } }
}

/** Fingerprint of the console's certificate on a host, as browsers show it: `3A:0F:…`. */
export function certificateFingerprint({ told }: Pick<HostFacts, 'told'>): string | undefined {
  const digest = /^[0-9a-f]{64}$/m.exec(told?.certificate ?? '')?.[0]
  return digest?.toUpperCase().match(/../g)?.join(':')
}
