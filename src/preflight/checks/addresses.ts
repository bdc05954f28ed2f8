import { type Problem, problem } from '../../errors/problem.js'
import { type Check, type LookedAt, lookedAt } from '../../roles/check.js'
import { serviceOf } from '../../roles/index.js'

/** The address in the file is one of the host's own, and for roles that register the first one, that. */
export const addresses: Check = (input) => lookedAt(input).flatMap(onInterfaces)

function onInterfaces({ host, facts, instances }: LookedAt): Problem[] {
  // Not asked, as what would say it is missing.
  if (facts.unanswered?.includes('identity')) return []
  const own = facts.identity.addresses
  const { name, address } = host
  if (!own.some((one) => one.address === address)) {
    const found = own.map((one) => `${one.address} (${one.interface})`).join(', ') || '-'
    return [problem('preflight.address-missing', { host: name, address, found }, { host: name })]
  }
  const [first] = own
  if (first === undefined || first.address === address) return []
  return instances
    .filter((instance) => serviceOf(instance).expects?.firstAddress === true)
    .map((instance) => {
      const where = { host: name, instance: instance.name }
      const details = { ...where, address, first: first.address, interface: first.interface }
      return problem('preflight.address-not-first', details, where)
    })
}
