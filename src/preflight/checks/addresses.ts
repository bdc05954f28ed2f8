import { type Problem, problem } from '../../errors/problem.js'
import type { Check } from '../../roles/check.js'
import { serviceOf } from '../../roles/index.js'
import { type LookedAt, lookedAt } from '../../roles/looked-at.js'

/** The address in the file is one of the host's own, and for roles that register the first one, that. */
export const addresses: Check = (input) => lookedAt(input).flatMap(onInterfaces)

function onInterfaces({ host, facts, instances }: LookedAt): Problem[] {
  const own = facts.identity.addresses
  const where = { host: host.name }
  if (!own.some(({ address }) => address === host.address)) {
    const found = own.map((one) => `${one.address} (${one.interface})`).join(', ') || '-'
    return [problem('preflight.address-missing', { host: host.name, address: host.address, found }, where)]
  }
  const [first] = own
  if (first === undefined || first.address === host.address) return []
  return instances
    .filter(({ role }) => serviceOf({ role }).expects?.firstAddress === true)
    .map(({ name: instance }) =>
      problem(
        'preflight.address-not-first',
        {
          host: host.name,
          instance,
          address: host.address,
          first: first.address,
          interface: first.interface,
        },
        { ...where, instance },
      ),
    )
}
