import { problem } from '../../errors/problem.js'
import type { Check } from '../../roles/check.js'
import { claims } from '../../roles/claims.js'

/** What was installed with other secrets would lose its database and its identity with these. */
export const otherSecrets: Check = ({ topology, facts, secretSet }) => {
  if (secretSet === undefined) return []
  const { organisation, installDirectory } = topology
  const { id, isNew } = secretSet
  const sets = Object.entries(facts).map(([host, here]) => ({
    host,
    of: claims(here, installDirectory).flatMap((one) =>
      one.organisation === organisation ? [one.secrets] : [],
    ),
  }))
  // Receipts of an earlier version of this program do not say, nor do those of what names no secret.
  const isUnknown = isNew && !sets.some(({ of }) => of.includes(id))
  const hosts = sets
    .filter(({ of }) => of.some((set) => (set === undefined ? isUnknown : set !== id)))
    .map((one) => one.host)
  const [host] = hosts
  if (host === undefined) return []
  return [problem('preflight.other-secrets', { organisation, hosts: hosts.join(', ') }, { host })]
}
