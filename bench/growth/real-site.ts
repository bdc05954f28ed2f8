import { bootLab } from '../../test/lab/lab.js'
import { artifactsOf, organisationOn, startDataCenter } from '../../test/lab/organisation.js'
import type { MeasuredSite } from './measured-run.js'

/**
 * An organisation on so many hosts of the lab, each a container with systemd and SSH: up to four for the central roles.
 * More than a dozen need `sysctl fs.inotify.max_user_instances=1024` on the machine, of which each systemd takes some.
 */
export async function openRealSite(hosts: number): Promise<MeasuredSite> {
  const names = Array.from({ length: hosts }, (_, i) => `h${i + 1}`)
  const lab = await bootLab({ name: 'growth', subnet: '10.97.0', hosts: names.map((name) => ({ name })) })
  const dataCenter = await startDataCenter(lab)
  const organisation = organisationOn(lab)
  const at = (place: number) => lab.host(names[Math.min(place, names.length - 1)] ?? 'h1')
  const fighters = names.length > 4 ? names.slice(4) : [at(3).name]
  const own = (rest: number) => fighters.filter((_, i) => i % 2 === rest).join(', ')
  const lines = names.map((name) => {
    const { address, fingerprint } = lab.host(name)
    return `  ${name}: { address: ${address}, user: ${lab.user}, identityFile: ${lab.keyFile}, hostKey: '${fingerprint}' }\n`
  })
  organisation.write(`organisation: growth
release: metis-0.3.0
hosts:
${lines.join('')}roles:
  consul: ${at(0).name}
  carrier: { host: ${at(1).name}, externalAddress: ${at(1).address} }
  admin: ${at(2).name}
  via: { host: ${at(3).name}, externalAddress: ${at(3).address} }
  data: [${own(0)}]
${own(1) === '' ? '' : `  compute: [${own(1)}]\n`}network:
  dataCenter: ${lab.address}:9090
  bootstrapNodes: []
${artifactsOf(lab)}`)
  return {
    folder: organisation.folder,
    call: (program, args, env) =>
      lab.run(program, [...args], {
        cwd: organisation.folder,
        extendEnv: false,
        env: { ...organisation.environment, METIS_SUDO_PASSWORD: lab.password, ...env },
        stdin: 'ignore',
        reject: false,
        maxBuffer: 2 ** 28,
      }),
    close: async () => {
      await dataCenter.stop()
      organisation.remove()
      await lab.down()
    },
  }
}
