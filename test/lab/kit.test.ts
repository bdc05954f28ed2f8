import { createHash } from 'node:crypto'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consulAgent } from './consul-agent.js'
import { bootLab, type Lab, labRefusal } from './lab.js'
import {
  artifactsOf,
  eventually,
  type Organisation,
  organisationOn,
  startDataCenter,
} from './organisation.js'
import { watchCommandLines } from './watch-command-lines.js'

const isSkipped = labRefusal() !== undefined && !process.env.CI
const H1_ALONE = [
  'adminService-10-92-0-11-9090',
  'carrierService_10.92.0.11_10033',
  'viaService_10.92.0.11_10031',
]
const DATA = 'dataService_10.92.0.12_8700'
const STICK = '/srv/stick'
const KIT = `${STICK}/h2.kit`
/** Prints whatever of an installation is on a host. */
const TRACES =
  'ls -d /opt/metis /etc/systemd/system/metis-* /etc/sysctl.d/*metis* /var/log/metis* 2> /dev/null; getent passwd metis'

describe.skipIf(isSkipped).sequential('a host that nothing may connect to', () => {
  let lab: Lab
  let acme: Organisation
  let dataCenter: Awaited<ReturnType<typeof startDataCenter>>

  beforeAll(async () => {
    lab = await bootLab({ name: 'kit', subnet: '10.92.0', hosts: [{ name: 'h1' }, { name: 'h2' }] })
    acme = organisationOn(lab)
    dataCenter = await startDataCenter(lab)
    acme.write(orgYaml())
    // Nothing of this story may come to h2 over SSH.
    await onH2('systemctl disable --now ssh.socket ssh.service 2> /dev/null; ! ss -Hltn | grep -q :22')
  })
  afterAll(async () => {
    await dataCenter?.stop()
    acme?.remove()
    await lab?.down()
  })

  function orgYaml({ port = 8700 }: { port?: number } = {}): string {
    const { address, fingerprint } = lab.host('h1')
    return `organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: ${address}, user: ${lab.user}, identityFile: ${lab.keyFile}, hostKey: '${fingerprint}' }
  h2: { address: 10.92.0.12, byHand: true }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 10.92.0.11 }
  admin: h1
  via: { host: h1, externalAddress: 10.92.0.11 }
  data: { host: h2, port: ${port} }
network: { dataCenter: '${lab.address}:9090', bootstrapNodes: [] }
${artifactsOf(lab)}`
  }

  const onH2 = (script: string) => lab.host('h2').exec(script)
  const passing = () => consulAgent(lab, '10.92.0.11').passing()
  const onStick = () => join(lab.host('h2').root, KIT)
  /** Carries the kit to the host's own disk, as a stick would. */
  const carryThere = (kit = 'h2.kit') => {
    rmSync(onStick(), { recursive: true, force: true })
    cpSync(join(acme.folder, kit), onStick(), { recursive: true })
  }
  const runKit = (args = '') => onH2(`cd / && bash ${KIT}/run.sh ${args}`)
  const carryBack = () => {
    const receipt = readFileSync(join(onStick(), 'h2.receipt'), 'utf8')
    return acme.write(receipt, 'h2.receipt')
  }
  const oneLine = (text: string) => text.replace(/\s+/g, ' ')
  const cpu = () => (/\bavx2\b/.test(readFileSync('/proc/cpuinfo', 'utf8')) ? 'avx2' : 'no-avx2')

  test('leaves the others to be set up as ever, and is named at the end', async () => {
    const { exitCode, stdout, stderr } = await acme.run(['apply', '--yes'])
    expect([exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([0, ''])
    expect(stdout).toContain('Left for the kit of h2: all of it. create-metis-node bundle export-host h2')
    expect(await eventually(passing, (now) => now.length === H1_ALONE.length)).toEqual(H1_ALONE)
    const plan = await acme.run(['plan'])
    expect([plan.exitCode, plan.stderr]).toEqual([
      2,
      expect.stringContaining('h2 is set up by hand and has told nothing yet.'),
    ])
  })

  test('needs to be described as long as it has told nothing', async () => {
    const { exitCode, all } = await acme.run(['bundle', 'export-host', 'h2'])
    expect([exitCode, oneLine(all)]).toEqual([3, expect.stringContaining('--os debian-12 --cpu avx2')])
  })

  test('gets a kit with its files and only its own secrets', async () => {
    const { exitCode, stdout, all } = await acme.run([
      'bundle',
      'export-host',
      'h2',
      '--os',
      'debian-12',
      '--cpu',
      cpu(),
    ])
    expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
    expect(stdout).toContain('Copy it to h2 and say there, as root: bash run.sh')
    carryThere()
    const { stdout: listed } = await onH2(`cd ${KIT} && sha256sum --quiet -c SHA256SUMS && ls`)
    expect(listed).toBe('README.txt\nSHA256SUMS\nfiles\nrun.sh\nsecrets')
  })

  test('looks at the host without changing anything', async () => {
    const { exitCode, stdout } = await runKit('--check')
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/\n(\d+) of \1 steps are to be done\./)])
    expect((await onH2(TRACES)).stdout).toBe('')
  })

  test('refuses a file that was changed on the way before it touches anything', async () => {
    const { stdout: file } = await onH2(`cd ${KIT} && find files -name 'metis*.whl'`)
    await onH2(`cp ${KIT}/${file} /root/whole && printf x >> ${KIT}/${file}`)
    const { exitCode, stderr } = await runKit()
    expect([exitCode, stderr]).toEqual([
      3,
      `The file ${file} is not the one that the kit was made with: it was damaged or changed on the way. Carry the whole kit again.\nNothing was changed.`,
    ])
    expect((await onH2(TRACES)).stdout).toBe('')
    await onH2(`mv /root/whole ${KIT}/${file}`)
  })

  test('refuses to run on another host', async () => {
    cpSync(join(acme.folder, 'h2.kit'), join(lab.host('h1').root, STICK), { recursive: true })
    const { exitCode, stderr } = await lab.host('h1').exec(`bash ${STICK}/run.sh`)
    expect([exitCode, stderr]).toEqual([
      3,
      expect.stringContaining('This kit is for h2, which has the address 10.92.0.12. This machine is h1'),
    ])
  })

  test('goes on after it was killed in the middle', async () => {
    const killed = onH2(`bash ${KIT}/run.sh > /root/said 2>&1 & echo $! > /root/kit.pid; wait`)
    await eventually(
      async () => (await onH2('cat /root/said')).stdout,
      (said) => said.includes('archive /opt/metis/data-8700/releases/0.3.0/python'),
    )
    await onH2('kill -9 "$(cat /root/kit.pid)"')
    await killed
    expect((await onH2(`ls ${KIT}/h2.receipt`)).exitCode).not.toBe(0)

    const { exitCode, stdout, stderr } = await runKit()
    expect([exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([0, ''])
    expect(stdout).toContain('done already: directory /opt/metis\n')
    expect(stdout).toContain(`The receipt is ${KIT}/h2.receipt`)
  })

  test('has its service registered in Consul', async () => {
    expect(await eventually(passing, (now) => now.includes(DATA))).toEqual([...H1_ALONE, DATA].toSorted())
  })

  test('does nothing when it is run again', async () => {
    const pid = 'systemctl show -p MainPID --value metis-data-8700'
    const before = (await onH2(pid)).stdout
    const { exitCode, stdout } = await runKit()
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringMatching(/All (\d+) steps were done already; nothing was changed\./),
    ])
    expect((await onH2(pid)).stdout).toBe(before)
  })

  test('gives a receipt, and neither a changed one nor one of another host or organisation is believed', async () => {
    const path = carryBack()
    const receipt = readFileSync(path, 'utf8')
    const refused = async (text: string, why: string) => {
      writeFileSync(path, text)
      const { exitCode, all } = await acme.run(['import-receipt', 'h2.receipt'])
      expect([exitCode, oneLine(all)]).toEqual([3, expect.stringContaining(why)])
    }
    await refused(receipt.replace('host: h2', 'host: h1'), 'was changed or cut off')
    await refused(receipt.slice(0, 2000), 'was changed or cut off')
    await refused('hello\n', 'is no receipt of a kit')
    const ofH1 = receipt.replace('host: h2', 'host: h1').split('\n').slice(0, -2)
    const sum = createHash('sha256')
      .update(`${ofH1.join('\n')}\n`)
      .digest('hex')
    await refused(`${ofH1.join('\n')}\nsha256: ${sum}\n`, 'The receipt is of `h1` (10.92.0.12)')
    const stranger = organisationOn(lab)
    stranger.write(orgYaml())
    await stranger.run(['bundle', 'export-host', 'h2', '--os', 'debian-12', '--cpu', cpu()])
    stranger.write(receipt, 'h2.receipt')
    const { exitCode, all } = await stranger.run(['import-receipt', 'h2.receipt'])
    stranger.remove()
    expect([exitCode, oneLine(all)]).toEqual([3, expect.stringContaining('of another organisation')])
    expect((await acme.run(['plan'])).exitCode).toBe(2)
  })

  test('is known to plan once its receipt is imported: there is nothing left to do', async () => {
    carryBack()
    const { exitCode, stdout, all } = await acme.run(['import-receipt', 'h2.receipt'])
    expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
    expect(stdout).toMatch(/^ {2}data-8700: healthy {2}listens, passing in Consul$/m)
    const plan = await acme.run(['plan'])
    expect([plan.exitCode, plan.stdout]).toEqual([0, 'Nothing to do: every host is as org.yaml says.'])
    expect(plan.stderr).toMatch(/h2 is set up by hand; what is known of it is .* old\./)
    const status = await acme.run(['status', '--once'])
    expect([status.exitCode, status.stdout]).toEqual([0, expect.stringMatching(/data-8700 +h2 +by hand/)])
  })

  test('is asked for in another kit when org.yaml changes, with what differs and no more', async () => {
    acme.write(orgYaml({ port: 8702 }))
    const plan = await acme.run(['plan'])
    expect([plan.exitCode, plan.stdout]).toEqual([2, expect.stringContaining('by hand, with its kit')])
    // What the other host keeps of the organisation has changed with org.yaml, and Consul is to know a token more.
    expect((await acme.run(['apply', '--yes'])).stdout).toMatch(/h1 +record done/)
    const { exitCode, all } = await acme.run(['bundle', 'export-host', 'h2', '-o', 'second.kit'])
    expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
    expect(all).toContain('Before that, carry out on the other hosts: create-metis-node apply.')
    carryThere('second.kit')
    const ran = await runKit()
    expect([ran.exitCode, ran.exitCode === 0 ? '' : ran.stdout + ran.stderr]).toEqual([0, ''])
    carryBack()
    expect((await acme.run(['import-receipt', 'h2.receipt'])).exitCode).toBe(0)
    expect((await acme.run(['apply', '--yes'])).exitCode).toBe(0)
    expect((await acme.run(['plan'])).exitCode).toBe(0)
    const names = await eventually(passing, (now) => now.includes('dataService_10.92.0.12_8702'))
    expect(names).toContain('dataService_10.92.0.12_8702')
  })

  test('keeps only the receipt of a kit that is wiped', async () => {
    const { exitCode } = await runKit('--wipe')
    expect([exitCode, (await onH2(`ls ${KIT}`)).stdout]).toEqual([0, 'h2.receipt'])
  })
})

describe.skipIf(isSkipped).sequential('an organisation on one host that nothing may connect to', () => {
  let lab: Lab
  let acme: Organisation
  let dataCenter: Awaited<ReturnType<typeof startDataCenter>>
  const host = () => lab.host('h1')
  const carried = () => join(host().root, '/root/h1.kit')

  beforeAll(async () => {
    lab = await bootLab({ name: 'kit-alone', subnet: '10.93.0', hosts: [{ name: 'h1' }] })
    acme = organisationOn(lab)
    dataCenter = await startDataCenter(lab)
    acme.write(`organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.93.0.11, byHand: true }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 10.93.0.11 }
  admin: h1
  via: { host: h1, externalAddress: 10.93.0.11 }
  compute: h1
network: { dataCenter: '${lab.address}:9090', bootstrapNodes: [] }
${artifactsOf(lab)}`)
  })
  afterAll(async () => {
    await dataCenter?.stop()
    acme?.remove()
    await lab?.down()
  })

  const secrets = () => {
    const file = JSON.parse(readFileSync(join(acme.folder, 'secrets.json'), 'utf8')) as {
      secrets: Record<string, { value: string }>
    }
    return Object.values(file.secrets).map(({ value }) => value)
  }

  test('is set up completely by one kit, packages, database and keys included', async () => {
    const cpu = /\bavx2\b/.test(readFileSync('/proc/cpuinfo', 'utf8')) ? 'avx2' : 'no-avx2'
    const made = await acme.run(['bundle', 'export-host', 'h1', '--os', 'debian-12', '--cpu', cpu])
    expect([made.exitCode, made.exitCode === 0 ? '' : made.all]).toEqual([0, ''])
    cpSync(join(acme.folder, 'h1.kit'), carried(), { recursive: true })
    const watched = await watchCommandLines(host())
    const { exitCode, stdout, stderr } = await host().exec('bash /root/h1.kit/run.sh')
    expect([exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([0, ''])
    const said =
      stdout + stderr + (await watched.seen()) + (await host().exec('cat /var/log/metis-kit.log')).stdout
    expect(secrets().filter((value) => said.includes(value))).toEqual([])
    expect(await consulAgent(lab, '10.93.0.11').passing()).toEqual([
      'adminService-10-93-0-11-9090',
      'carrierService_10.93.0.11_10033',
      'jobService_10.93.0.11_8800',
      'viaService_10.93.0.11_10031',
    ])
  })

  test('is as org.yaml says for plan as soon as its receipt is imported, which holds no secret', async () => {
    const receipt = readFileSync(join(carried(), 'h1.receipt'), 'utf8')
    acme.write(receipt, 'h1.receipt')
    const { exitCode, all } = await acme.run(['import-receipt', 'h1.receipt'])
    expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
    const kept = readFileSync(join(acme.folder, 'receipts/h1.json'), 'utf8')
    expect(secrets().filter((value) => kept.includes(value))).toEqual([])
    const plan = await acme.run(['plan'])
    expect([plan.exitCode, plan.stdout]).toEqual([0, 'Nothing to do: every host is as org.yaml says.'])
    const apply = await acme.run(['apply', '--yes'])
    expect([apply.exitCode, apply.stdout]).toEqual([0, 'Nothing to do: every host is as org.yaml says.'])
  })

  test('is not touched by a second run of the kit', async () => {
    const { exitCode, stdout } = await host().exec('bash /root/h1.kit/run.sh')
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('nothing was changed.')])
  })

  test('has what was edited put right again, and what was started from it started anew', async () => {
    const pids = async () =>
      (await host().exec('systemctl show -p MainPID --value metis-compute-8800 metis-via')).stdout.split(
        '\n\n',
      )
    const config = '/opt/metis/compute-8800/config/compute.yml'
    const [compute, via] = await pids()
    await host().exec(`echo '# edited' >> ${config}`)
    const { exitCode, stdout } = await host().exec('bash /root/h1.kit/run.sh')
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`] file ${config}\n`)])
    const [computeNow, viaNow] = await pids()
    expect([computeNow === compute, viaNow === via]).toEqual([false, true])
    expect((await host().exec(`grep edited ${config}`)).stdout).toBe('')
  })
})
