import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bootLab, type Lab, type LabHost } from '../test/lab/lab.js'
import { artifactsOf, type Organisation, organisationOn, startDataCenter } from '../test/lab/organisation.js'
import { type PaddedArtifacts, paddedArtifacts } from './artifacts.js'

/** One organisation: a host that everything registers with, installed before, and hosts that are measured. */
export interface BenchSite {
  readonly lab: Lab
  readonly organisation: Organisation
  readonly artifacts: PaddedArtifacts
  readonly measured: readonly LabHost[]
  /** All hosts of the organisation: those that our program logs in to. */
  readonly all: readonly LabHost[]
  /** Makes the measured hosts as they were before anything was installed there. */
  readonly reset: () => Promise<void>
  /** What is on the measured hosts: every path with mode, owner, size and target, but for the notes of our program. */
  readonly installed: () => Promise<string>
  readonly close: () => Promise<void>
}

const BASE = 'base'

export async function openSite({ name, subnet, hosts }: { name: string; subnet: string; hosts: number }) {
  const names = Array.from({ length: hosts }, (_, i) => `h${i + 1}`)
  const artifacts = await paddedArtifacts()
  const lab = await bootLab({ name, subnet, hosts: [BASE, ...names].map((host) => ({ name: host })) })
  const dataCenter = await startDataCenter(lab)
  const organisation = organisationOn(lab)
  const close = async () => {
    await dataCenter.stop()
    organisation.remove()
    await lab.down()
  }
  try {
    organisation.write(orgYaml(lab, artifacts, []))
    const said = await organisation.run(['apply', '--yes'])
    if (said.exitCode !== 0) throw new Error(`the base could not be installed:\n${said.all}`)
    organisation.write(orgYaml(lab, artifacts, names))
  } catch (error) {
    await close()
    throw error
  }
  const measured = names.map((host) => lab.host(host))
  const reset = async () => {
    await Promise.all(measured.map((host) => host.exec(resetScript(host, lab.host(BASE)), { check: true })))
  }
  const installed = async () => {
    const found = await Promise.all(measured.map((host) => host.exec(INSTALLED, { check: true })))
    return found.map(({ stdout }) => stdout).join('\n')
  }
  const site: BenchSite = {
    lab,
    organisation,
    artifacts,
    measured,
    all: [lab.host(BASE), ...measured],
    reset,
    installed,
    close,
  }
  return site
}

function orgYaml(lab: Lab, artifacts: PaddedArtifacts, data: readonly string[]): string {
  const used = new Set([BASE, ...data])
  const hosts = Object.values(lab.hosts)
    .filter(({ name }) => used.has(name))
    .map(
      ({ name, address, fingerprint }) =>
        `  ${name}: { address: ${address}, user: ${lab.user}, identityFile: ${lab.keyFile}, hostKey: '${fingerprint}' }\n`,
    )
  const { address } = lab.host(BASE)
  return `organisation: acme
release: metis-0.3.0
hosts:
${hosts.join('')}roles:
  consul: ${BASE}
  carrier: { host: ${BASE}, externalAddress: ${address} }
  admin: ${BASE}
  via: { host: ${BASE}, externalAddress: ${address} }
${data.length === 0 ? '' : `  data: [${data.join(', ')}]\n`}network:
  dataCenter: ${lab.address}:9090
  bootstrapNodes: []
${artifactsOf(lab, artifacts.files)}`
}

const INSTALLED = `
find /opt/metis /etc/systemd/system/metis-*.service /etc/sysctl.d/*metis* -path /opt/metis/.installed -prune \\
  -o -type f -printf '%M %u:%g %s %p\\n' -o -printf '%M %u:%g %p %l\\n' | sort
systemctl list-units --no-legend --plain 'metis-*.service'`

/** Past SSH, and before the clock starts. What either side leaves on a host goes. */
function resetScript(host: LabHost, base: LabHost): string {
  return `
systemctl --quiet disable --now 'metis-*.service' $(cd /etc/systemd/system && ls metis-*.service 2>/dev/null) 2>/dev/null
rm -rf /opt/metis /etc/systemd/system/metis-* /etc/sysctl.d/*metis* /run/metis-installer /root/.ansible /home/*/.ansible
find /tmp /var/tmp -mindepth 1 -maxdepth 1 -name '*ansible*' -exec rm -rf {} +
getent passwd metis >/dev/null && userdel metis
echo > /proc/sys/net/ipv4/ip_local_reserved_ports
systemctl daemon-reload
exec 3<>/dev/tcp/${base.address}/8500
printf 'PUT /v1/agent/service/deregister/dataService_${host.address}_8700 HTTP/1.0\\r\\n\\r\\n' >&3
cat <&3 >/dev/null`
}

/** CPU seconds of everything that ran so far, by where: exact, also for what has ended meanwhile. */
export interface CpuSeconds {
  readonly controller: number
  readonly hosts: number
}

export function cpuSeconds(lab: string): CpuSeconds {
  const root = ['/sys/fs/cgroup/unified', '/sys/fs/cgroup']
    .map((path) => join(path, `metis-lab.${lab}`))
    .find((path) => existsSync(join(path, 'cpu.stat')))
  if (root === undefined) throw new Error('no cgroup v2 here, which counts processor time')
  const members = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const used = new Map(members.map(({ name }) => [name, usage(join(root, name, 'cpu.stat'))]))
  const all = [...used.values()].reduce((sum, seconds) => sum + seconds, 0)
  const controller = used.get('controller') ?? 0
  return { controller, hosts: all - controller }
}

function usage(file: string): number {
  const [, microseconds] = /usage_usec (\d+)/.exec(readFileSync(file, 'utf8')) ?? []
  return Number(microseconds) / 1e6
}
