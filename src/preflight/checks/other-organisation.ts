import { problem } from '../../errors/problem.js'
import { type Check, lookedAt } from '../../roles/check.js'

/** One install directory belongs to one organisation. */
export const otherOrganisation: Check = (input) =>
  lookedAt(input).flatMap(({ host: { name: host }, facts }) => {
    const { organisation, installDirectory: directory } = input.topology
    const others = new Set(facts.receipts.map((receipt) => receipt.organisation))
    others.delete(organisation)
    return [...others].map((other) =>
      problem('preflight.other-organisation', { host, other, organisation, directory }, { host }),
    )
  })
