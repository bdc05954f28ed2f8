import { carriedFacts } from '../kit/receipt.js'
import { type CarriedReceipt, readCarriedReceipt, storedDamaged } from '../state/carried-receipts.js'
import type { OrganisationFolder } from '../state/organisation-folder.js'
import type { Topology } from '../topology/topology.js'
import type { CarriedHost } from './organisation.js'

/** What the organisation's folder keeps of hosts that are set up by hand. Throws `kit.stored-damaged`. */
export function carriedHosts(folder: OrganisationFolder, { hosts }: Topology): readonly CarriedHost[] {
  return hosts
    .filter(({ byHand }) => byHand === true)
    .map(({ name: host }) => {
      const receipt = readCarriedReceipt(folder, host)
      return receipt === undefined ? { host } : { host, last: { receipt, facts: factsOf(folder, receipt) } }
    })
}

function factsOf(folder: OrganisationFolder, { host, answer }: CarriedReceipt) {
  try {
    return carriedFacts(answer)
  } catch (error) {
    if (error instanceof SyntaxError) throw storedDamaged(folder, host, error.message)
    throw error
  }
}
