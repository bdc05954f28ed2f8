import { type Command, sh } from '../../lib/command.js'
import { sha256 } from '../../lib/digest.js'
import { text } from '../../lib/text.js'
import { backsUp, backupState } from '../../roles/host-backups.js'
import type { Host, HostBackups, Topology } from '../../topology/topology.js'
import { hostBackupScript } from '../backup/host-script.js'
import type { PlanInput } from '../plan.js'
import { chain, type Phase } from './nodes.js'
import { preparedNodes } from './prepare.js'
import { withdraw } from './withdraw.js'

/** Where org.yaml asks for backups by a timer, it; where it no longer does, or the host has nothing to lose, the timer goes. */
export const backups: Phase = (input) =>
  input.topology.hosts.flatMap((host) => {
    const { backup } = input.topology
    return backup === undefined || !backsUp(input.topology, host.name)
      ? withdrawn(input, host)
      : placed(input, host, backup)
  })

function placed(input: PlanInput, host: Host, backup: HostBackups) {
  const { topology, release } = input
  const because = { word: 'reason.backups' } as const
  const { store, packages } = preparedNodes(input, host.name)
  const nodes = chain('backups', host.name, 'host', [store, packages])
  const { script, service, timer, unit } = backupPaths(topology)
  const content = hostBackupScript(topology, release, host, backup)
  const root = { kind: 'write-file', owner: 'root:root' } as const
  nodes.add({ ...root, path: script, mode: '0700', content }, because)
  const texts = [serviceText(topology, script, backup), timerText(topology, backup)] as const
  nodes.add({ ...root, path: service, mode: '0644', content: text`${texts[0]}` }, because)
  nodes.add({ ...root, path: timer, mode: '0644', content: text`${texts[1]}` }, because)
  const state = backupState(topology.organisation)
  // From when on one is due.
  const command = sh`mkdir -p -m 0700 -- ${state} && { [ -e ${`${state}/armed`} ] || : >${`${state}/armed`}; } &&
systemctl daemon-reload && systemctl enable -q --now ${`${unit}.timer`} && systemctl restart ${`${unit}.timer`}`
  nodes.add(
    { kind: 'run', name: 'backups', command, inputs: `${state} ${sha256(JSON.stringify(texts))}` },
    because,
  )
  return nodes.nodes
}

function withdrawn(input: PlanInput, host: Host) {
  const { script, service, timer } = backupPaths(input.topology)
  const nodes = chain('backups', host.name, 'host')
  const placed = {
    name: 'backups',
    paths: [script, service, timer],
    stop: stopBackups(input.topology),
    inputs: backupState(input.topology.organisation),
  }
  withdraw(nodes, input, host.name, placed, { word: 'reason.no-backups' })
  return nodes.nodes
}

/** Stops the timer, and forgets what it has made. The backups stay: they are what one has them for. */
export function stopBackups({ organisation }: Pick<Topology, 'organisation'>): Command {
  const { unit } = backupPaths({ organisation })
  return sh`systemctl disable -q --now ${`${unit}.timer`} 2>/dev/null || true
systemctl stop ${`${unit}.service`} 2>/dev/null || true
rm -rf -- ${backupState(organisation)}`
}

/** Outside of the install directory, so that nothing of it is taken for an instance. */
export function backupPaths({ organisation }: Pick<Topology, 'organisation'>) {
  const unit = `create-metis-node-backup-${organisation}`
  return {
    unit,
    script: `/usr/local/sbin/${unit}`,
    service: `/usr/local/lib/systemd/system/${unit}.service`,
    timer: `/usr/local/lib/systemd/system/${unit}.timer`,
  }
}

function serviceText({ organisation }: Topology, script: string, { folder }: HostBackups): string {
  return `[Unit]
Description=Backup of ${organisation}, of what this host alone has
RequiresMountsFor=${folder}

[Service]
Type=oneshot
ExecStart=/bin/bash ${script}
ExecStopPost=/bin/bash ${script} again
TimeoutStartSec=21600
PrivateTmp=yes
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
