import type { HostFacts } from '../../facts/host-facts.js'
import type { Asked } from '../../facts/questions.js'
import { instancePaths } from '../../topology/host-paths.js'
import type { ServiceInput } from '../service.js'
import type { AdminInstance } from './settings.js'

/** Of the web console, where it speaks TLS. */
export function asked(input: ServiceInput<AdminInstance>): Readonly<Record<string, Asked>> {
  const { host, instance } = input
  if (instance.tls === undefined) return {}
  return {
    certificate: { certificate: certificatePaths(input).certificate },
    'shown-certificate': { shownAt: { address: host.address, port: instance.ports.https } },
  }
}

/** Fingerprint of the console's certificate on a host, as browsers show it: `3A:0F:…`. */
export function certificateFingerprint(facts: Pick<HostFacts, 'told'>): string | undefined {
  return certificateDigest(facts)?.toUpperCase().match(/../g)?.join(':')
}

/** SHA-256 of it, as it lies on the host. */
export function certificateDigest({ told }: Pick<HostFacts, 'told'>): string | undefined {
  return /^[0-9a-f]{64}$/m.exec(told?.certificate ?? '')?.[0]
}

/** Where the certificate of the console lies; readable by root, as which nginx starts. */
export function certificatePaths(
  input: Pick<ServiceInput<AdminInstance>, 'topology' | 'release' | 'instance'>,
): { certificate: string; key: string } {
  const { config } = instancePaths(input)
  return { certificate: `${config}/${NAMES.certificate}`, key: `${config}/${NAMES.key}` }
}

const NAMES = { certificate: 'console.crt', key: 'console.key' } as const
const INSIDE = /^(?:\.\/)*((?:\w[\w.@-]*\/)*\w[\w.@-]*)$/

/** Those of `org.yaml` that lie in its folder, and what they are below the instance's directory. */
export function certificateFiles({ tls }: AdminInstance): Record<string, string> {
  const files = (['certificate', 'key'] as const).flatMap((what) => {
    const [, path] = INSIDE.exec(tls?.[what] ?? '') ?? []
    return path === undefined ? [] : [[path, `config/${NAMES[what]}`] as const]
  })
  return Object.fromEntries(files)
}
