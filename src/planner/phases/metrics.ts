import { type Command, sh } from '../../lib/command.js'
import { sha256 } from '../../lib/digest.js'
import { show, text } from '../../lib/text.js'
import { type Host, instancesOn, type Topology } from '../../topology/topology.js'
import { metricsScript } from '../metrics/metrics-script.js'
import type { PlanInput } from '../plan.js'
import { chain, type Phase } from './nodes.js'
import { preparedNodes } from './prepare.js'
import { withdraw } from './withdraw.js'

/** Where org.yaml asks for metrics, a timer that writes them; where it no longer does, or nothing is left to measure, the timer goes. */
export const metrics: Phase = (input) =>
  input.topology.hosts.flatMap((host) => {
    const { metrics: wanted } = input.topology
    const isBare = instancesOn(input.topology, host.name).length === 0
    return wanted === undefined || isBare ? withdrawn(input, host) : placed(input, host, wanted.directory)
  })

function placed(input: PlanInput, host: Host, directory: string) {
  const { topology, release } = input
  const because = { word: 'reason.metrics' } as const
  const nodes = chain('metrics', host.name, 'host', [preparedNodes(input, host.name).store])
  const { script, service, timer, unit } = metricsPaths(topology)
  const content = metricsScript(topology, release, host, directory)
  const root = { kind: 'write-file', owner: 'root:root' } as const
  nodes.add({ ...root, path: script, mode: '0700', content }, because)
  nodes.add(
    { ...root, path: service, mode: '0644', content: text`${serviceText(topology, script)}` },
    because,
  )
  nodes.add({ ...root, path: timer, mode: '0644', content: text`${timerText(topology)}` }, because)
  const inputs = sha256(JSON.stringify([show(content), serviceText(topology, script), timerText(topology)]))
  // What it writes first shows at once whether it works.
  const command = sh`systemctl daemon-reload && systemctl enable -q --now ${`${unit}.timer`} && systemctl restart ${`${unit}.timer`} && systemctl start ${`${unit}.service`}`
  nodes.add({ kind: 'run', name: 'metrics', command, inputs }, because)
  return nodes.nodes
}

function withdrawn(input: PlanInput, host: Host) {
  const { script, service, timer } = metricsPaths(input.topology)
  const nodes = chain('metrics', host.name, 'host')
  const placed = { name: 'metrics', paths: [script, service, timer], stop: stopMetrics(input.topology) }
  withdraw(nodes, input, host.name, placed, { word: 'reason.no-metrics' })
  return nodes.nodes
}

/** Stops the timer, and takes away what it has left for node_exporter. */
export function stopMetrics(topology: Pick<Topology, 'organisation' | 'metrics'>): Command {
  const { script, unit } = metricsPaths(topology)
  const { organisation, metrics: wanted } = topology
  const known = wanted === undefined ? [] : [`${wanted.directory}/metis-${organisation}.prom`]
  return sh`left=$(sed -n 's/^write_metrics //p' -- ${script} 2>/dev/null | xargs -r printf %s) || left=
systemctl disable -q --now ${`${unit}.timer`} 2>/dev/null || true
systemctl stop ${`${unit}.service`} 2>/dev/null || true
case $left in */metis-*.prom) rm -f -- "$left";; esac
rm -f -- ${known}`
}

/** Outside of the install directory, so that nothing of it is taken for an instance. */
export function metricsPaths({ organisation }: Pick<Topology, 'organisation'>) {
  const unit = `create-metis-node-metrics-${organisation}`
  return {
    unit,
    script: `/usr/local/sbin/${unit}`,
    service: `/usr/local/lib/systemd/system/${unit}.service`,
    timer: `/usr/local/lib/systemd/system/${unit}.timer`,
  }
}

function serviceText({ organisation }: Topology, script: string): string {
  return `[Unit]
Description=Metrics of ${organisation}, for node_exporter

[Service]
Type=oneshot
ExecStart=/bin/bash ${script}
TimeoutStartSec=180
Nice=19
IOSchedulingClass=idle
NoNewPrivileges=yes
PrivateTmp=yes
StandardOutput=null
`
}

function timerText({ organisation }: Topology): string {
  return `[Unit]
Description=Metrics of ${organisation}, for node_exporter

[Timer]
OnBootSec=60
OnUnitActiveSec=60
AccuracySec=10
RandomizedDelaySec=10

[Install]
WantedBy=timers.target
`
}
