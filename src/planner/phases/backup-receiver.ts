import { type Command, lines, sh } from '../../lib/command.js'
import { backupPlace, receivingAccount } from '../../roles/host-backups.js'
import type { BackupReceiver, Host, Topology } from '../../topology/topology.js'
import { makeAccount, removeAccount } from '../accounts.js'
import { authorizedKeys, receivingPaths, receivingScript } from '../backup/receive.js'
import type { PlanInput } from '../plan.js'
import { chain, type WantedNode } from './nodes.js'
import { preparedNodes } from './prepare.js'
import { withdraw } from './withdraw.js'

/** The step that makes it. */
export const RECEIVER = 'backup-receiver'
/** The step that ends it. */
export const NO_RECEIVER = `no-${RECEIVER}`

/** On the host that gets the backups of all an account that takes them and does nothing else; on any other one it goes. */
export function receiving(input: PlanInput, host: Host): readonly WantedNode[] {
  const { topology } = input
  const { home, keys, script } = receivingPaths(topology)
  const { backup } = topology
  const place = backupPlace(topology, host.name)
  const { store } = preparedNodes(input, host.name)
  if (backup?.receiver?.host !== host.name || place === undefined) {
    const nodes = chain('backups', host.name, 'host')
    const stop = stopReceiving(topology)
    const what = { name: RECEIVER, paths: [script, keys], stop, inputs: home }
    withdraw(nodes, input, host.name, what, { word: 'reason.no-receiver' })
    return nodes.nodes
  }
  const because = { word: 'reason.receiver' } as const
  const nodes = chain('backups', host.name, 'host', [store])
  const { account, comment } = receivingAccount(topology)
  const command = makeReceiver(topology, place.folder)
  const inputs = JSON.stringify({ account, comment, home, folder: place.folder })
  nodes.add({ kind: 'run', name: RECEIVER, command, inputs }, because)
  const root = { kind: 'write-file', owner: 'root:root' } as const
  const content = receivingScript(topology, backup, backup.receiver)
  nodes.add({ ...root, path: script, mode: '0755', content }, because)
  nodes.add({ ...root, path: keys, mode: '0644', content: authorizedKeys(topology) }, because)
  return nodes.nodes
}

/** Id of the node after which backups can come. */
export function receivedNode(topology: Topology, { host }: BackupReceiver): string {
  return `${host} file:${receivingPaths(topology).keys}`
}

/** All but what comes is root's: the account can change neither its keys nor what it runs. Nobody has a password of it. */
function makeReceiver(topology: Topology, folder: string): Command {
  const { organisation } = topology
  const { account, comment } = receivingAccount(topology)
  const { home } = receivingPaths(topology)
  return lines(
    makeAccount(account, comment),
    sh`other=$([ ! -d ${folder} ] || find ${folder} -mindepth 1 ! -name ${`${organisation}-*.metis-backup`} ! -name ${`.${organisation}-*.partial`} -print -quit)
[ -z "$other" ] || { echo "$other is no backup of ${organisation}: name another folder in org.yaml"; exit 1; }
[ "$(getent passwd ${account} | cut -d : -f 6,7)" = ${`${home}:/bin/sh`} ] || usermod --home ${home} --shell /bin/sh --password '*' ${account} || exit
(umask 022; mkdir -p -- ${home}/.ssh ${folder}) && install -d -m 0700 -o ${account} -g ${account} -- ${home}/stored &&
chown -hR -- ${`${account}:${account}`} ${folder} && chmod 0700 -- ${folder} &&
{ grep -qxFe ${folder} -- ${home}/folders 2>/dev/null || printf '%s\\n' ${folder} >>${home}/folders; }`,
  )
}

/** Ends what is on its way. The backups stay, root's alone: they are what one has them for. */
export function stopReceiving(topology: Topology): Command {
  const { account } = receivingAccount(topology)
  const { home } = receivingPaths(topology)
  return lines(
    sh`rm -f -- ${home}/.ssh/authorized_keys
for _ in {1..50}; do pkill -KILL -u ${account} 2>/dev/null || break; sleep 0.1; done
[ ! -r ${home}/folders ] || while IFS= read -r folder; do
  [ -d "$folder" ] && getent passwd ${account} >/dev/null || continue
  rm -f -- "$folder"/.*.partial
  find "$folder" -xdev -user ${account} -exec chown -h root:root {} +
done <${home}/folders`,
    removeAccount(account, topology),
    sh`rm -rf -- ${home}`,
  )
}
