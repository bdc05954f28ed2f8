import { accountOf } from '../../topology/accounts.js'
import { instancesOn, type Topology } from '../../topology/topology.js'
import { ACCOUNT, accountsIn, FORMER_ACCOUNT, REMOVE_ACCOUNT, removeAccount } from '../accounts.js'
import type { Reason } from '../plan.js'
import { type Chain, chain, type Phase } from './nodes.js'
import { ownedHosts, retirees } from './retirees.js'
import { allVerified } from './verify.js'

/** Accounts that services of a host had before: all of them the same one, or each one of another name. */
export const formerAccounts: Phase = (input) => {
  const { topology } = input
  return ownedHosts(input).flatMap(({ host, owned }) => {
    const named = instancesOn(topology, host.name)
    const going = retirees(input).filter((one) => one.host === host)
    // One that stays for a while may run as the former account.
    if (named.length === 0 || owned.shared !== undefined || going.length < owned.forgotten.length) return []
    const known = accountsIn(owned.receipts)
    const former = named.flatMap((instance) =>
      (known.get(instance.name) ?? [])
        .filter((account) => account !== accountOf(topology, instance))
        .map((account) => ({ account, receipt: accountReceipt(instance.name, account) })),
    )
    const shared = owned.receipts.some(({ id }) => id === FORMER_ACCOUNT)
      ? [{ account: topology.serviceUser, receipt: FORMER_ACCOUNT }]
      : []
    const nodes = chain('retire', host.name, 'host', [
      ...allVerified(topology),
      ...going.map(({ name }) => `${host.name} remove:${name}`),
    ])
    for (const one of [...shared, ...former])
      dropAccount(nodes, topology, one, { word: 'reason.former-account' })
    return nodes.nodes
  })
}

/** Its receipt goes with it. */
export function dropAccount(
  nodes: Chain,
  topology: Topology,
  { account, receipt }: { readonly account: string; readonly receipt: string },
  because: Reason,
): void {
  const command = removeAccount(account, topology)
  const action = { kind: 'run', name: `${REMOVE_ACCOUNT} ${account}`, command, inputs: '' } as const
  nodes.add(action, because, { forced: because, isTraceless: true, voids: [receipt] })
}

/** Id of the receipt that tells of an account. */
export function accountReceipt(instance: string, account: string): string {
  return `run:${instance}/${ACCOUNT} ${account}`
}
