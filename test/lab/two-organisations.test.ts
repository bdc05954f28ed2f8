import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askHttp } from './ask-http.js'
import { consoleOf } from './console.js'
import { bootLab, type Lab, labRefusal } from './lab.js'
import {
  artifactsOf,
  eventually,
  type Organisation,
  organisationOn,
  startDataCenter,
} from './organisation.js'

const isSkipped = labRefusal() !== undefined && !process.env.CI
const ALPHA = '10.91.0.11'
const BETA = '10.91.0.12'
const GAMMA = '10.91.0.13'

describe.skipIf(isSkipped).sequential('two organisations in one network', () => {
  let lab: Lab
  let alpha: Organisation
  let beta: Organisation
  let enr = ''

  beforeAll(async () => {
    lab = await bootLab({
      name: 'two',
      subnet: '10.91.0',
      hosts: [{ name: 'h1' }, { name: 'h2' }, { name: 'h3' }],
    })
    alpha = organisationOn(lab)
    beta = organisationOn(lab)
    await startDataCenter(lab)
  })
  afterAll(async () => {
    alpha?.remove()
    beta?.remove()
    await lab?.down()
  })

  const orgYaml = (organisation: string, host: string, roles: string, bootstrapNodes: string) => `
organisation: ${organisation}
release: metis-0.3.0
hosts:
  ${host}: { address: ${lab.host(host).address}, user: ${lab.user}, identityFile: ${lab.keyFile}, hostKey: '${lab.host(host).fingerprint}' }
roles: { consul: ${host}, carrier: { host: ${host}, externalAddress: ${lab.host(host).address} }, ${roles} }
network: { dataCenter: '${lab.address}:9090', bootstrapNodes: [${bootstrapNodes}] }
${artifactsOf(lab)}`

  async function carrier<T>(address: string, path: string): Promise<T> {
    const { status, body } = await askHttp(lab, `http://${address}:10034/carrier/v1/${path}`)
    return (status === 200 ? JSON.parse(body) : { status }) as T
  }
  const seeds = async () => (await carrier<{ nodes?: object[] }>(BETA, 'yarn/seedList')).nodes
  const connected = [{ connState: 'ConnState_Connected' }]
  const isConnected = (nodes: object[] | undefined) => JSON.stringify(nodes).includes('ConnState_Connected')

  test('the first is installed, and tells what others need', async () => {
    const others = `admin: h1, via: { host: h1, externalAddress: ${ALPHA} }, data: h1, compute: h1`
    alpha.write(orgYaml('alpha', 'h1', others, ''))
    const { exitCode, all } = await alpha.run(['apply', '--yes'])
    expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
    const { information } = await carrier<{ information: Record<string, string> }>(ALPHA, 'yarn/nodeInfo')
    enr = information.localBootstrapNode ?? ''
    expect(enr).toMatch(/^enr:[-\w]{150,}$/)
  })

  test('the second has its ENR as a bootstrap node, and meets it', async () => {
    beta.write(orgYaml('beta', 'h2', 'admin: h2', enr))
    const { exitCode, all } = await beta.run(['apply', '--yes'])
    expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
    expect(await eventually(seeds, isConnected)).toMatchObject(connected)
  })

  test.each([
    ['a restart', () => alpha.run(['restart', 'carrier', '--yes'])],
    ['a kill', () => lab.host('h1').exec('systemctl kill -s KILL metis-carrier')],
  ])('they meet again after %s of the first', async (_, stop) => {
    const since = await lab
      .host('h2')
      .exec('journalctl -q --no-pager -o cat -u metis-carrier | grep -c Disconnected')
    await stop()
    const losses = async () =>
      (await lab.host('h2').exec('journalctl -q --no-pager -o cat -u metis-carrier | grep -c Disconnected'))
        .stdout
    expect(await eventually(losses, (count) => Number(count) > Number(since.stdout))).not.toBe(since.stdout)
    expect(await eventually(seeds, isConnected)).toMatchObject(connected)
  })

  test('the first joins through its console, and the second sees it', async () => {
    const { secrets } = JSON.parse(readFileSync(join(alpha.folder, 'secrets.json'), 'utf8')) as {
      secrets: Record<string, { value: string }>
    }
    const { call, login } = consoleOf(lab, ALPHA)
    expect(await login(secrets['console-password']?.value ?? '')).toMatchObject({ status: 0 })
    expect(await call('user/applyOrgIdentity', { orgName: 'Alpha' })).toMatchObject({ status: 0 })
    const org = await eventually(
      () => call('user/findLocalOrgInfo'),
      ({ data }) => data?.carrierIp !== null,
    )
    expect(org.data).toMatchObject({ carrierIp: ALPHA, carrierPort: 10033 })
    expect(await call('carrier/applyJoinNetwork', {})).toMatchObject({ status: 0, data: { status: 1 } })
    expect(await carrier(BETA, 'auth/identityList?pageSize=100')).toMatchObject({
      memberList: [{ nodeName: 'Alpha', identityId: org.data?.identityId, status: 'CommonStatus_Normal' }],
    })
  })

  test('and its carrier is connected with its data and compute', async () => {
    for (const [list, id] of [
      ['dataNodeList', `dataService_${ALPHA}_8700`],
      ['jobNodeList', `jobService_${ALPHA}_8800`],
    ] as const) {
      const nodes = async () => (await carrier<{ nodes: object[] }>(ALPHA, `yarn/${list}`)).nodes
      const found = await eventually(nodes, isConnected)
      expect(found).toMatchObject([{ nodeDetail: { id, connState: 'ConnState_Connected' } }])
    }
  })

  describe('ports that are closed', () => {
    const others = `admin: h1, via: { host: h1, externalAddress: ${ALPHA} }, compute: h1`
    const closed = () =>
      orgYaml('alpha', 'h1', `${others}, data: [h1, h3]`, '').replace(
        'hosts:\n',
        `firewall: managed\nhosts:\n  h3: { address: ${GAMMA}, user: ${lab.user}, identityFile: ${lab.keyFile}, hostKey: '${lab.host('h3').fingerprint}' }\n`,
      )
    /** TCP ports of a host on which something listens for others, and those of them that answer another one. */
    const open = async (from: string, to: string) => {
      const listening = await lab
        .host(to)
        .exec("ss -Hltn | awk '{print $4}' | grep -v ^127 | grep -o '[0-9]*$' | sort -nu")
      const dial = `dial() { timeout 2 bash -c "</dev/tcp/$1/$2" 2>/dev/null && echo $2; }
for port in ${listening.stdout.replaceAll('\n', ' ')}; do dial ${lab.host(to).address} $port & done; wait`
      const { stdout } = await lab.host(from).exec(dial)
      return stdout
        .split('\n')
        .map(Number)
        .toSorted((a, b) => a - b)
    }
    const tables = async (host: string) => (await lab.host(host).exec('nft list tables 2>&1 || true')).stdout
    const inTableOf = (host: string, what: string) =>
      lab.host(host).exec(`nft list table inet metis-alpha | grep -c ${what} || true`)

    test('before, a host of the second organisation reaches everything of the first', async () => {
      expect(await open('h2', 'h1')).toEqual(expect.arrayContaining([22, 80, 8200, 8500, 8700, 10033]))
    })

    test('with a host more they are closed, and all of it works', async () => {
      alpha.write(closed())
      const { exitCode, all } = await alpha.run(['apply', '--yes'])
      expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
      expect((await alpha.run(['status'])).exitCode).toBe(0)
      expect((await alpha.run(['plan'])).exitCode).toBe(0)
    })

    test('after, only what is meant for others answers', async () => {
      const meant = [22, 80, 10031, 10036]
      expect(await open('h2', 'h1')).toEqual(meant)
      expect(await open('h2', 'h3')).toEqual([22])
      // A member reaches what it needs, and no more.
      expect(await open('h3', 'h1')).toEqual([22, 80, 8500, 10031, 10033, 10034, 10036])
    })

    test('what firewall print gives, nft takes, and what is open all the same is shown', async () => {
      const printed = await alpha.run(['firewall', 'print', 'h3'])
      const path = '/run/printed.nft'
      await lab
        .host('h3')
        .exec(`cat >${path} <<'EOF'\n${printed.stdout}\nEOF\nnft -c -f ${path}`, { check: true })
      expect((await alpha.run(['status'])).all).toMatch(
        /connections tried from all hosts and from here, none/,
      )
      await lab
        .host('h3')
        .exec('nft insert rule inet metis-alpha ports tcp dport 8700 accept', { check: true })
      for (const command of ['status', 'check']) {
        const { exitCode, all } = await alpha.run([command])
        expect([exitCode, all.replace(/\s+/g, ' ')]).toEqual([
          0,
          expect.stringContaining(
            'TCP 8700 of data-8700 on h3 should be closed to this computer, and is open.',
          ),
        ])
      }
      await lab.host('h3').exec('systemctl restart create-metis-node-firewall-alpha', { check: true })
      expect((await alpha.run(['status'])).all).not.toContain('should be closed')
    })

    test('a firewall of others that is in the way is named, with the rule that it lacks', async () => {
      const chain =
        '{ type filter hook input priority 0; policy drop; iif lo accept; tcp dport 22 accept; ct state established accept; }'
      await lab.host('h3').exec(`nft 'table inet site { chain in ${chain}; }'`, { check: true })
      const { exitCode, all } = await alpha.run(['check'])
      const rule = `nft insert rule inet site in ip saddr ${ALPHA} tcp dport 8700 accept`
      expect([exitCode, all.replace(/\s+/g, ' ')]).toEqual([1, expect.stringContaining(rule)])
      await lab.host('h3').exec(rule, { check: true })
      expect((await alpha.run(['check'])).all.replace(/\s+/g, ' ')).not.toContain(rule)
      await lab.host('h3').exec('nft delete table inet site', { check: true })
    })

    test('what flushes all tables is noticed, and the table comes with the system', async () => {
      await lab.host('h3').exec('systemctl start nftables', { check: true })
      expect((await alpha.run(['plan'])).exitCode).toBe(2)
      await lab.host('h3').exec('systemctl restart nftables', { check: true })
      expect((await alpha.run(['plan'])).exitCode).toBe(0)
      await lab.host('h3').exec('systemctl reload nftables', { check: true })
      expect((await alpha.run(['plan'])).exitCode).toBe(0)
    })

    test('a table that shuts the installer out is not confirmed, and the host takes it back', async () => {
      await lab.host('h1').exec(`cat >/usr/local/sbin/nft <<'EOF'
#!/bin/bash
/usr/sbin/nft "$@" || exit
case "$*" in "-f "*/next) /usr/sbin/nft insert rule inet metis-alpha ports tcp dport 22 tcp flags syn drop;; esac
EOF
chmod +x /usr/local/sbin/nft`)
      alpha.write(`${closed()}access: { partners: [10.91.0.0/24] }\n`)
      const { exitCode, all } = await alpha.run(['apply', '--yes'])
      expect([exitCode, all]).toEqual([1, expect.stringContaining('firewall.cut-off')])
      expect((await inTableOf('h1', '"dport 22"')).stdout).toBe('1')
      const back = await lab
        .host('h1')
        .exec('systemctl is-active create-metis-node-firewall-alpha-return.timer')
      expect(back.stdout).toBe('active')
      await lab
        .host('h1')
        .exec(
          process.env.LONG
            ? 'sleep 60'
            : 'systemctl start --wait create-metis-node-firewall-alpha-return.service',
        )
      expect((await inTableOf('h1', '"dport 22"')).stdout).toBe('0')
      await lab.host('h1').exec('rm /usr/local/sbin/nft')
      const again = await alpha.run(['apply', '--yes'])
      expect([again.exitCode, again.exitCode === 0 ? '' : again.all]).toEqual([0, ''])
      expect(await open('h2', 'h1')).toEqual([22, 80, 10031, 10036])
    })

    /** All rules of ufw and iptables, without what they have counted. */
    const ufw = async () =>
      (
        await lab
          .host('h1')
          .exec(
            `ufw status verbose; for of in iptables ip6tables; do $of-save | grep -v '^#' | sed 's/ *\\[[0-9:]*\\]//'; done`,
            { check: true },
          )
      ).stdout

    test('beside ufw both keep their rules, and SSH stays', async () => {
      const h1 = lab.host('h1')
      await h1.exec(
        `export DEBIAN_FRONTEND=noninteractive; { apt-get -q update; apt-get -q -y install --no-install-recommends ufw; } 2>&1
ufw deny 9999/tcp; ufw allow 22/tcp; ufw allow from 10.91.0.0/24; ufw --force enable
systemd-run --quiet --unit=somebody-elses python3 -m http.server 9999
until [ -n "$(ss -Hltn 'sport = :9999')" ]; do sleep 0.1; done`,
        { check: true },
      )
      expect(await ufw()).toContain('Status: active')
      // 9999 is closed by ufw, which lets all else in, and what is ours by the table.
      expect(await open('h2', 'h1')).toEqual([22, 80, 10031, 10036])
      expect((await alpha.run(['status'])).exitCode).toBe(0)
    })

    test('a change that is killed in the middle goes back by itself, and the next run makes it', async () => {
      const h1 = lab.host('h1')
      const table = async () => (await h1.exec('nft list table inet metis-alpha', { check: true })).stdout
      const [before, rules] = [await table(), await ufw()]
      await h1.exec(`cat >/usr/local/sbin/nft <<'EOF'
#!/bin/bash
/usr/sbin/nft "$@" || exit
case "$*" in "-f "*/next) touch /run/table-loaded; sleep 2;; esac
EOF
chmod +x /usr/local/sbin/nft`)
      alpha.write(`${closed()}access: { partners: [10.91.0.0/24, 198.51.100.0/24] }\n`)
      const cut = alpha.start(['apply', '--yes'])
      await h1.exec('until [ -e /run/table-loaded ]; do sleep 0.05; done')
      cut.kill()
      await cut.end()
      expect(await table()).toContain('198.51.100.0/24')
      await h1.exec(
        `rm /usr/local/sbin/nft; ${process.env.LONG ? 'sleep 60' : 'systemctl start --wait create-metis-node-firewall-alpha-return.service'}`,
      )
      expect(await table()).toBe(before)
      const { exitCode, all } = await alpha.run(['apply', '--yes'])
      expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
      expect((await alpha.run(['plan'])).exitCode).toBe(0)
      const made = await h1.exec('grep -o "made_from_[0-9a-f]*" /etc/create-metis-node-firewall-alpha.nft')
      expect(await table()).toContain(made.stdout)
      expect((await h1.exec('ls -d /run/create-metis-node-firewall-alpha 2>/dev/null')).stdout).toBe('')
      expect(await ufw()).toBe(rules)
    })

    test('a host that starts again has its table before its services answer', async () => {
      const [h2, h3] = [lab.host('h2'), lab.host('h3')]
      const dial = `timeout 1 bash -c '</dev/tcp/${GAMMA}/8700' 2>/dev/null && echo reached`
      const dialling = h2.exec(`for i in 1 2 3 4; do until [ -e /run/enough ]; do ${dial}; done & done; wait`)
      await h3.reboot()
      await eventually(
        async () => (await h3.exec('ss -Hltn "sport = :8700"')).stdout,
        (listening) => listening !== '',
      )
      await h2.exec('touch /run/enough')
      expect((await dialling).stdout).toBe('')
      const at = async (unit: string, what: string) =>
        Number((await h3.exec(`systemctl show -p ${what} --value ${unit}`)).stdout)
      const loaded = await at('create-metis-node-firewall-alpha', 'ActiveEnterTimestampMonotonic')
      expect(loaded).toBeGreaterThan(0)
      expect(loaded).toBeLessThan(await at('metis-data-8700', 'ExecMainStartTimestampMonotonic'))
      expect(await open('h1', 'h3')).toContain(8700)
      // Consul asks again only after some seconds whether it is well.
      const plan = await eventually(
        () => alpha.run(['plan']),
        ({ exitCode }) => exitCode === 0,
      )
      expect([plan.exitCode, plan.exitCode === 0 ? '' : plan.all]).toEqual([0, ''])
    })

    test('and nothing of it is left when the organisation goes, but ufw as it was', async () => {
      expect(await tables('h1')).toContain('metis-alpha')
      const rules = await ufw()
      expect((await alpha.run(['destroy', '--confirm', 'alpha', '--delete-data'])).exitCode).toBe(0)
      expect(await ufw()).toBe(rules)
      expect(await tables('h3')).toBe('')
      for (const host of ['h1', 'h3']) {
        expect(await tables(host)).not.toContain('metis')
        const { stdout } = await lab.host(host).exec('find /etc /usr/local /run -name "*firewall-alpha*"')
        expect(stdout).toBe('')
      }
    })
  })
})
