import { problem } from '../../errors/problem.js'
import type { Check } from '../../roles/check.js'

/** What was installed with other secrets would lose its database and its identity with these. */
export const otherSecrets: Check = ({ topology: { organisation }, facts, secretSet }) => {
  if (secretSet === undefined) return []
  const { id, isNew } = secretSet
  const hosts = Object.entries(facts).flatMap(([host, { receipts }]) => {
    const sets = receipts.flatMap((one) => (one.organisation === organisation ? [one.secrets] : []))
    // Receipts of an earlier version of this program do not say.
    const isOther = sets.some((set) => set !== undefined && set !== id)
    return isOther || (isNew && sets.length > 0 && !sets.includes(id)) ? [host] : []
  })
  const [host] = hosts
  if (host === undefined) return []
  return [problem('preflight.other-secrets', { organisation, hosts: hosts.join(', ') }, { host })]
}
