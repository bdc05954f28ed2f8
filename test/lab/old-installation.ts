import { execa } from 'execa'
import { PATIENCE_MILLISECONDS } from '../patience.js'
import { CONSUL } from './consul.js'
import type { Lab, LabHost } from './lab.js'
import { oldConfigs } from './old-configs.js'
import { OLD_SERVICES, type OldService, programsScript, startScript } from './old-scripts.js'

export interface OldInstallation {
  /** The home of the login, where everything is. */
  readonly folder: string
  /** Of the carrier: 64 hex digits. */
  readonly key: string
  /** As the playbooks do: nohup'd over SSH, by the login itself. */
  start(): Promise<void>
  /** Ends what was started so, and nothing else. */
  stop(): Promise<void>
  remove(): Promise<void>
}

/**
 * Lays out what the ansible playbooks of before leave: programs, settings, an identity, a database where there is an admin, an
 * upload where there is a data service. `places`: which host has which services; the first with consul is the registry of all.
 */
export async function layOutOld(
  lab: Lab,
  places: Readonly<Record<string, readonly OldService[]>>,
): Promise<OldInstallation> {
  const folder = `/home/${lab.user}`
  const { stdout } = await execa(`${lab.artifacts}/keytool`, ['genkeypair', '--json'])
  const { PrivateKey: key } = JSON.parse(stdout) as { PrivateKey: string }
  const hosts = Object.entries(places).map(([name, services]) => ({ host: lab.host(name), services }))
  const servers = hosts.flatMap(({ host, services }) => (services.includes('consul') ? [host.address] : []))
  const via = hosts.find(({ services }) => services.includes('via'))?.host.address
  const keys = {
    dataCenter_ip_port: `${lab.address}_9090`,
    ...(via === undefined ? {} : { via_ip_port: `${via}_10031` }),
  }
  const put = (host: LabHost, path: string, mode: string, input: string) =>
    host.exec(`umask 0077; mkdir -p -m 0755 $(dirname ${path}); cat >${path}; chmod ${mode} ${path}`, {
      check: true,
      input,
    })
  for (const { host, services } of hosts) {
    const artifacts = `${host.root}/var/old-artifacts`
    await execa('cp', ['-r', lab.artifacts, artifacts])
    await execa('cp', [CONSUL, `${artifacts}/consul`])
    const configs = oldConfigs({ address: host.address, servers, folder })
    for (const service of services) {
      await host.exec(`set -e; cd ${folder}; umask 0022; ${programsScript(service)}`, { check: true })
      for (const [path, text] of Object.entries(configs[service]))
        await put(host, `${folder}/${path}`, path.endsWith('.sh') ? '0755' : '0600', text)
    }
    if (services.includes('carrier'))
      await put(host, `${folder}/carrier/p2p_priv_key/p2p_priv_key`, '0664', key)
    await host.exec(`rm -r /var/old-artifacts; chown -R ${lab.user}: ${folder}`, { check: true })
  }
  const asLogin = ({ address }: LabHost, input: string) =>
    lab.run(
      'ssh',
      [
        ...SSH,
        '-i',
        lab.keyFile,
        `-oUserKnownHostsFile=${lab.knownHostsFile}`,
        `${lab.user}@${address}`,
        `timeout ${PATIENCE_MILLISECONDS / 1000} bash -es`,
      ],
      { input },
    )
  return {
    folder,
    key,
    start: async () => {
      for (const service of OLD_SERVICES)
        for (const { host, services } of hosts)
          if (services.includes(service))
            await asLogin(host, startScript(service, { address: host.address, servers, keys }))
    },
    stop: async () => {
      // Each says farewell to Consul, which goes last.
      for (const service of OLD_SERVICES.toReversed()) {
        const end = `while pkill -U ${lab.user} -f '(^| )${folder}/${service}/'; do sleep 0.2; done`
        const script = `timeout ${PATIENCE_MILLISECONDS / 1000} bash -c "${end}"`
        for (const { host, services } of hosts)
          if (services.includes(service)) await host.exec(script, { check: true })
      }
    },
    remove: async () => {
      for (const { host } of hosts)
        await host.exec(`cd ${folder} && rm -rf ${[...OLD_SERVICES, 'miniconda'].join(' ')}`)
    },
  }
}

const SSH = ['-F', 'none', '-oIdentitiesOnly=yes', '-oBatchMode=yes']
