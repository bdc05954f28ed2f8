import type { FoundReceipt, HostFacts } from '../facts/host-facts.js'
import { type Command, sh } from '../lib/command.js'
import { accountOf, isAccountOf } from '../topology/accounts.js'
import type { Topology } from '../topology/topology.js'

/** First word of the step that makes an account, whose name is the other one: so its receipt tells which one it was. */
export const ACCOUNT = 'account'
/** The same of the step that removes one. */
export const REMOVE_ACCOUNT = 'remove-account'

/** Of the one account that all services ran as before each had its own. */
export const FORMER_ACCOUNT = 'run:host/service-user'

/**
 * Makes an account that nobody logs in as, with a group of its own and without a home. What was cut off half way is completed, and
 * one that was made for an organisation that is no longer on the host is ours; any other one is left as it is, and fails this.
 */
export function makeAccount(account: string, comment: string): Command {
  return sh`found=$(getent passwd ${account} | cut -d : -f 5)
if [[ $found == 'Metis '*' of '* ]]; then
  getent group ${account} >/dev/null || groupadd --system --gid "$(id -g ${account})" ${account}
  [ "$found" = ${comment} ] || usermod --comment ${comment} ${account}
elif getent passwd ${account} >/dev/null; then
  echo ${`there is an account ${account} that was not made for this service: remove it, or name another serviceUser in org.yaml`}
  exit 1
else
  if getent group ${account} >/dev/null; then group=(--gid ${account}); else group=(--user-group); fi
  useradd --system "\${group[@]}" --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin --comment ${comment} ${account}
fi`
}

/**
 * Removes an account that was made for services, and no other one. What removals and moves have set aside of its data is root's
 * from then on, as the number may be given to somebody else. One that still has something, or runs, stays.
 */
export function removeAccount(account: string, topology: Place): Command {
  const { installDirectory: root, organisation } = topology
  return sh`case $(getent passwd ${account} | cut -d : -f 5,6) in
*:${root} | 'Metis '*${` of ${organisation}`}:*)
  for path in ${root}/.removed ${root}/*/moved; do
    [ ! -d "$path" ] || find "$path" -xdev -user ${account} -exec chown -h root:root {} +
  done
  left=$([ ! -d ${root} ] || find ${root} -xdev -user ${account} -print -quit)
  if [ -n "$left" ]; then echo ${`the account ${account} stays:`} "$left is its own"
  elif userdel ${account}; then if getent group ${account} >/dev/null; then groupdel ${account}; fi
  else echo ${`the account ${account} stays`}
  fi
  ;;
esac`
}

type Place = Pick<Topology, 'installDirectory' | 'organisation'>

/** Names of the accounts that receipts tell of, by instance. */
export function accountsIn(receipts: readonly FoundReceipt[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const { id, instance } of receipts) {
    const start = `run:${instance}/${ACCOUNT} `
    if (id.startsWith(start)) found.set(instance, [...(found.get(instance) ?? []), id.slice(start.length)])
  }
  return found
}

/** Names of the accounts on a host that were made for services of the organisation; those that there may be where it did not say. */
export function accountsOn(
  topology: Topology,
  instances: readonly string[],
  { accounts }: HostFacts,
): string[] {
  if (accounts === undefined)
    return [topology.serviceUser, ...instances.map((name) => accountOf(topology, { name }))]
  return accounts.known.filter((one) => isAccountOf(topology, one)).map(({ name }) => name)
}
