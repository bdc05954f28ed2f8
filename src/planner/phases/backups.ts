import { type Command, sh } from '../../lib/command.js'
import { sha256 } from '../../lib/digest.js'
import { text } from '../../lib/text.js'
import { backsUp, backupState, receiverOf, receivingAccount } from '../../roles/host-backups.js'
import { allHosts, type Host, type HostBackups, type Topology } from '../../topology/topology.js'
import { BACKUP_DOOR, type Door, doorIn } from '../backup/door.js'
import { backupWork, hostBackupScript } from '../backup/host-script.js'
import type { PlanInput } from '../plan.js'
import { receivedNode, receiving } from './backup-receiver.js'
import { chain, type Phase, type WantedNode } from './nodes.js'
import { preparedNodes } from './prepare.js'
import { withdraw } from './withdraw.js'

/**
 * Where org.yaml asks for backups by a timer, it, and on the host that gets those of all what takes them; where it no longer does, the host
 * has nothing to lose, or is set up by hand, the timer goes.
 */
export const backups: Phase = (input) =>
  allHosts(input.topology).flatMap((host) => [...receiving(input, host), ...sending(input, host)])

function sending(input: PlanInput, host: Host): readonly WantedNode[] {
  const { backup } = input.topology
  if (backup === undefined || !backsUp(input.topology, host.name)) return withdrawn(input, host)
  const receiver = receiverOf(input.topology)
  if (receiver === undefined) return placed(input, host, backup)
  const there = input.facts[receiver.name]
  // Without its keys nothing can be sent to it: what is there stays as it is until it answers.
  return there === undefined ? [] : placed(input, host, backup, doorIn(there.told?.[BACKUP_DOOR]))
}

function placed(input: PlanInput, host: Host, backup: HostBackups, door?: Door) {
  const { topology, release } = input
  const because = { word: 'reason.backups' } as const
  const { store, packages } = preparedNodes(input, host.name)
  const nodes = chain('backups', host.name, 'host', [store, packages])
  const { script, service, failure, timer, unit } = backupPaths(topology)
  const content = hostBackupScript(topology, release, host, door)
  const root = { kind: 'write-file', owner: 'root:root' } as const
  nodes.add({ ...root, path: script, mode: '0700', content }, because)
  const units = {
    [service]: serviceText(topology, backup),
    [failure]: failureText(topology),
    [timer]: timerText(topology, backup),
  }
  for (const [path, content] of Object.entries(units))
    nodes.add({ ...root, path, mode: '0644', content: text`${content}` }, because)
  const state = backupState(topology.organisation)
  // From when on one is due.
  const command = sh`mkdir -p -m 0700 -- ${state} && { [ -e ${`${state}/armed`} ] || : >${`${state}/armed`}; } &&
systemctl daemon-reload && systemctl enable -q --now ${`${unit}.timer`} && systemctl restart ${`${unit}.timer`}`
  nodes.add(
    { kind: 'run', name: 'backups', command, inputs: `${state} ${sha256(JSON.stringify(units))}` },
    because,
  )
  if (backup.receiver !== undefined) {
    // That nothing can come there is known now, and not at night.
    const { account } = receivingAccount(topology)
    const inputs = sha256(JSON.stringify([backup, receiverOf(topology)?.address, account, door]))
    const way = { kind: 'run', name: 'backup-way', command: sh`bash ${script} try`, inputs } as const
    const why = { word: 'reason.backup-way', values: { host: backup.receiver.host } } as const
    nodes.add(way, why, { after: [receivedNode(topology, backup.receiver)] })
  }
  return nodes.nodes
}

function withdrawn(input: PlanInput, host: Host) {
  const { script, service, failure, timer } = backupPaths(input.topology)
  const nodes = chain('backups', host.name, 'host')
  const placed = {
    name: 'backups',
    paths: [script, service, failure, timer],
    stop: stopBackups(input.topology),
    inputs: backupState(input.topology.organisation),
    others: ['run:host/backup-way'],
  }
  withdraw(nodes, input, host.name, placed, { word: 'reason.no-backups' })
  return nodes.nodes
}

/** Stops the timer, and forgets what it has made. The backups stay: they are what one has them for. */
export function stopBackups(topology: Topology): Command {
  const { unit } = backupPaths(topology)
  return sh`systemctl disable -q --now ${`${unit}.timer`} 2>/dev/null || true
systemctl stop ${`${unit}.service`} 2>/dev/null || true
systemctl stop ${`${unit}-failed.service`} 2>/dev/null || true
rm -rf -- ${[backupState(topology.organisation), backupWork(topology)]}`
}

/** Outside of the install directory, so that nothing of it is taken for an instance. */
export function backupPaths({ organisation }: Pick<Topology, 'organisation'>) {
  const unit = `create-metis-node-backup-${organisation}`
  return {
    unit,
    script: `/usr/local/sbin/${unit}`,
    service: `/usr/local/lib/systemd/system/${unit}.service`,
    failure: `/usr/local/lib/systemd/system/${unit}-failed.service`,
    timer: `/usr/local/lib/systemd/system/${unit}.timer`,
  }
}

function serviceText(topology: Topology, { folder, receiver }: HostBackups): string {
  const { script, unit } = backupPaths(topology)
  const needs =
    receiver === undefined
      ? `RequiresMountsFor=${folder}`
      : 'Wants=network-online.target\nAfter=network-online.target'
  return `[Unit]
Description=Backup of ${topology.organisation}, of what this host alone has
${needs}
OnFailure=${unit}-failed.service

[Service]
Type=oneshot
ExecStart=/bin/bash ${script}
ExecStopPost=/bin/bash ${script} again
TimeoutStartSec=21600
PrivateTmp=yes
`
}

/** Also where nothing of the other one was begun, since what it needs is not mounted. */
function failureText(topology: Topology): string {
  return `[Unit]
Description=Says that no backup of ${topology.organisation} was made

[Service]
Type=oneshot
ExecStart=/bin/bash ${backupPaths(topology).script} unbegun
`
}

/** By the host's own time, at night; all hosts at once, so that what they have is of one moment as far as it can be. */
const CALENDAR = { hour: '*-*-* *:30:00', day: '*-*-* 02:30:00', week: 'Sun *-*-* 02:30:00' }

function timerText({ organisation }: Topology, { every }: HostBackups): string {
  return `[Unit]
Description=Backup of ${organisation}, of what this host alone has

[Timer]
OnCalendar=${CALENDAR[every]}
AccuracySec=1
Persistent=yes

[Install]
WantedBy=timers.target
`
}
