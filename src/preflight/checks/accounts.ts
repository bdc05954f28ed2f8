import { problem } from '../../errors/problem.js'
import type { AccountFacts } from '../../facts/accounts.js'
import { type Check, type LookedAt, lookedAt } from '../../roles/check.js'
import { accountOf, isMade } from '../../topology/accounts.js'
import type { Topology } from '../../topology/topology.js'

/** Accounts of the names that services need, and numbers of former accounts that were given to somebody else, with what had been theirs. */
export const accounts: Check = ({ topology, ...input }) =>
  lookedAt({ topology, ...input }).flatMap((one) => {
    const found = one.facts.accounts
    return found === undefined ? [] : [...foreign(topology, one, found), ...reused(topology, one, found)]
  })

function foreign(topology: Topology, { host: { name: host }, instances }: LookedAt, { known }: AccountFacts) {
  return instances.flatMap((instance) => {
    const account = accountOf(topology, instance)
    const found = known.find(({ name }) => name === account)
    return found === undefined || isMade(found)
      ? []
      : [problem('preflight.account-foreign', { host, account }, { host, instance: instance.name })]
  })
}

/** What apply does not give to an account of its own anyway. */
function reused(topology: Topology, { host: { name: host }, instances }: LookedAt, { owners }: AccountFacts) {
  return owners.flatMap(({ path, uid, user: account }) => {
    const [first = '', aside = ''] = path.split('/')
    const name = first === '.removed' ? aside.replace(/-[^-]*$/, '') : first
    const isOurs = [topology.serviceUser, accountOf(topology, { name }), 'UNKNOWN'].includes(account)
    const isHandled = first !== '.removed' && instances.some((one) => one.name === name)
    if (uid === 0 || isOurs || isHandled) return []
    const details = { host, account, path: `${topology.installDirectory}/${path}` }
    return [problem('preflight.account-reused', details, { host }, 'warning')]
  })
}
