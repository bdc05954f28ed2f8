import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execaSync } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askHttp } from './ask-http.js'
import { bootLab, type Lab, labRefusal } from './lab.js'
import {
  artifactsOf,
  eventually,
  type Organisation,
  organisationOn,
  startDataCenter,
} from './organisation.js'

const isSkipped = labRefusal() !== undefined && !process.env.CI

describe.skipIf(isSkipped).sequential('a laptop that is lost', () => {
  let lab: Lab
  let lost: Organisation
  let laptop: Organisation
  let passphrase = ''

  beforeAll(async () => {
    lab = await bootLab({ name: 'lost', subnet: '10.97.0', hosts: [{ name: 'h1' }, { name: 'h2' }] })
    await startDataCenter(lab)
    lost = organisationOn(lab)
    laptop = organisationOn(lab)
    lost.write(`organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.97.0.11, user: operator, identityFile: ${lab.keyFile} }
  h2: { address: 10.97.0.12, user: operator, identityFile: ${lab.keyFile} }
roles: { consul: h1, carrier: { host: h2, externalAddress: 10.97.0.12 }, admin: h1 }
network: { dataCenter: '${lab.address}:9090', bootstrapNodes: [] }
${artifactsOf(lab)}`)
    const applied = await lost.run(['apply', '--yes', '--accept-new-host-keys'])
    expect(applied.exitCode, applied.all).toBe(0)
    passphrase = (await lost.run(['secrets', 'show', 'recovery-passphrase'])).stdout
    // On the new one there is a key that logs in, and how it is used.
    const ssh = join(laptop.environment.HOME ?? '', '.ssh')
    mkdirSync(ssh)
    appendFileSync(
      join(ssh, 'config'),
      `Host acme-h2\n  HostName 10.97.0.12\n  User operator\n  IdentityFile ${lab.keyFile}\n`,
    )
  })
  afterAll(async () => {
    lost?.remove()
    laptop?.remove()
    await lab?.down()
  })

  const recover = (more: readonly string[] = [], given = passphrase) =>
    laptop.run(['recover', '--from', 'acme-h2', ...more], { env: { METIS_RECOVERY_PASSPHRASE: given } })

  test('a host whose key nobody has confirmed, and a wrong passphrase, give nothing', async () => {
    expect((await recover()).stderr).toContain('connection.host-key-unconfirmed')
    const wrong = await recover(['--accept-new-host-keys'], 'wrong')
    expect([wrong.exitCode, wrong.stderr.includes('state.passphrase-wrong')]).toEqual([1, true])
    expect(execaSync('ls', ['-A', laptop.folder]).stdout).toBe('')
  })

  test('one host gives the folder back, and the other is asked by the key that is known of it', async () => {
    const { exitCode, stdout, all } = await recover(['--accept-new-host-keys'])
    expect(exitCode, all).toBe(0)
    expect(stdout).toContain('Generation 1 of acme, applied by root on ')
    expect(stdout).toMatch(/^h1 +the same$/m)
    expect(all).not.toContain(passphrase)
    const read = ({ folder }: Organisation, file: string) => readFileSync(join(folder, file), 'utf8')
    for (const file of ['org.yaml', 'applied.jsonl']) expect(read(laptop, file)).toBe(read(lost, file))
    expect(JSON.parse(read(laptop, 'secrets.json'))).toEqual(JSON.parse(read(lost, 'secrets.json')))
    expect(statSync(join(laptop.folder, 'secrets.json')).mode & 0o777).toBe(0o600)
    const plan = await laptop.run(['plan'])
    expect([plan.exitCode, plan.stdout]).toEqual([0, 'Nothing to do: every host is as org.yaml says.'])
    expect((await recover()).stderr).toContain('command.recovered-already')
  })

  test('a change is applied from there, and whoever finds the old one is told', async () => {
    appendFileSync(join(laptop.folder, 'org.yaml'), 'ports: { console: { http: 8080 } }\n')
    const { exitCode, all } = await laptop.run(['apply', '--yes'])
    expect(exitCode, all).toBe(0)
    expect((await laptop.run(['plan'])).exitCode).toBe(0)
    expect((await lost.run(['plan'])).stderr).toContain('record.newer')
  })

  test('a clone without its secrets changes nothing, and pull brings them back', async () => {
    const clone = organisationOn(lab)
    try {
      for (const args of [['init'], ['add', 'org.yaml', 'known_hosts', 'applied.jsonl']])
        execaSync('git', args, { cwd: laptop.folder })
      const author = ['-c', 'user.name=ana', '-c', 'user.email=ana@example.org']
      execaSync('git', [...author, 'commit', '--message', 'What runs'], { cwd: laptop.folder })
      execaSync('git', ['clone', '--quiet', laptop.folder, '.'], { cwd: clone.folder })
      const refused = await clone.run(['apply', '--yes'])
      expect([refused.exitCode, refused.stderr.includes('preflight.other-secrets')]).toEqual([1, true])
      const pulled = await clone.run(['pull', '--yes'], { env: { METIS_RECOVERY_PASSPHRASE: passphrase } })
      expect(pulled.exitCode, pulled.all).toBe(0)
      expect((await clone.run(['plan'])).exitCode).toBe(0)
    } finally {
      clone.remove()
    }
  })

  test('a backup brings all back onto hosts that were wiped and have new host keys, killed on the way', async () => {
    const [h1, h2] = [lab.host('h1'), lab.host('h2')]
    const peer = async () => {
      const { body } = await askHttp(lab, 'http://10.97.0.12:10034/carrier/v1/yarn/nodeInfo')
      return String(JSON.parse(body).information.localMultiAddr).split('/').at(-1)
    }
    const sql = async (input: string) => (await h1.exec('mariadb -N metis_admin', { input })).stdout
    await sql(`CREATE TABLE marker (id INT PRIMARY KEY, note VARCHAR(80)) DEFAULT CHARSET utf8mb4;
      INSERT INTO marker VALUES (1, 'schön; it''s\\n two lines'), (2, '中文');`)
    await h2.exec('echo known >/opt/metis/carrier/data/datadir/marker')
    // Of somebody else: what this program writes itself is written anew.
    const kv =
      '. /opt/metis/consul/config/consul.env; export CONSUL_HTTP_TOKEN; /opt/metis/consul/current/consul kv'
    const agent = '-http-addr=http://10.97.0.11:8500'
    await h1.exec(`${kv} put ${agent} -flags=42 'ours/ü & <k>' -`, { input: 'grün; "x"\n2' })
    const state = async () => ({
      keys: (await h1.exec(`${kv} export ${agent}`)).stdout,
      peer: await peer(),
      rows: await sql('SELECT * FROM marker;'),
      directory: (await h2.exec('cat /opt/metis/carrier/data/datadir/marker')).stdout,
    })
    const before = await state()
    // As a backup of a former version has it.
    await sql('ALTER TABLE sys_user MODIFY password varchar(32) COLLATE utf8mb4_general_ci NOT NULL;')

    const kept = join(laptop.environment.HOME ?? '', 'kept')
    const taken = await laptop.run(['backup', kept, '--yes'])
    expect(taken.exitCode, taken.all).toBe(0)
    expect(taken.stdout).toMatch(/carrier@h2 was away for \d+ seconds?\./)
    expect(await state()).toEqual(before)
    const path = join(kept, readdirSync(kept).join())
    const verified = await laptop.run(['backup', 'verify', path])
    expect(verified.exitCode, verified.all).toBe(0)
    const destroyed = await laptop.run(['destroy', '--confirm', 'acme', '--delete-data'])
    expect(destroyed.exitCode, destroyed.all).toBe(0)
    for (const host of [h1, h2])
      await host.exec('rm -f /etc/ssh/ssh_host_*; ssh-keygen -A >/dev/null; systemctl restart ssh')

    const restore = ['restore', path, '--confirm', 'acme', '--yes', '--accept-new-host-keys']
    const cut = laptop.start(restore)
    await cut.line(({ type, node }) => type === 'started' && String(node).startsWith('h1 run:admin/unpack'))
    cut.kill()
    await cut.end()
    expect((await laptop.run(['apply', '--yes'])).stderr).toContain('backup.restore-unfinished')
    const { exitCode, all } = await laptop.run(restore)
    expect(exitCode, all).toBe(0)
    expect(await state()).toEqual(before)
    expect(await sql("SHOW FULL COLUMNS FROM sys_user LIKE 'password';")).toContain('utf8mb4_bin')
    const plan = await laptop.run(['plan'])
    expect([plan.exitCode, plan.stdout]).toEqual([0, 'Nothing to do: every host is as org.yaml says.'])
    for (const host of [h1, h2]) expect((await host.exec('ls -A /opt/metis')).stdout).not.toContain('.backup')
  })

  test('hosts back up by themselves with no laptop, sealed; one that was damaged is red until there is another', async () => {
    const unit = 'create-metis-node-backup-acme.service'
    const before = readFileSync(join(laptop.folder, 'org.yaml'), 'utf8')
    laptop.write(`${before}\nbackup: { to: /srv/backups, keep: 2 }\n`)
    const applied = await laptop.run(['apply', '--yes'])
    expect(applied.exitCode, applied.all).toBe(0)
    const [h1, h2] = [lab.host('h1'), lab.host('h2')]
    const timers = await h2.exec(
      'systemctl list-timers --all --no-legend create-metis-node-backup-acme.timer',
    )
    expect(timers.stdout).toContain('create-metis-node-backup-acme.timer')
    const make = async (host: typeof h1) => {
      const made = await host.exec(`systemctl start ${unit} || { journalctl -u ${unit} -n 50; exit 1; }`)
      expect(made.stdout).toBe('')
      expect((await host.exec('systemctl is-active metis-carrier metis-admin || true')).stdout).toContain(
        'active',
      )
    }
    const made = async (host: typeof h1) => (await host.exec('ls /srv/backups')).stdout.trim().split('\n')
    // The carrier was stopped for a moment, and finds its fighters again.
    const well = async () => {
      const status = await eventually(
        () => laptop.run(['status', '--once']),
        ({ exitCode }) => exitCode === 0,
      )
      expect(status.exitCode, status.all).toBe(0)
    }
    await make(h1)
    for (let count = 0; count < 3; count += 1) await make(h2)
    expect([(await made(h1)).length, (await made(h2)).length]).toEqual([1, 2])
    expect((await h2.exec('ls -A /opt/metis')).stdout).not.toContain('.backup')

    const kept = join(laptop.environment.HOME ?? '', 'of-hosts')
    mkdirSync(kept)
    for (const host of [h1, h2])
      for (const name of await made(host)) {
        const { stdout } = await host.exec(`base64 -w 0 /srv/backups/${name}`)
        writeFileSync(join(kept, name), Buffer.from(stdout, 'base64'))
      }
    const verified = await laptop.run(['backup', 'verify', kept])
    expect(verified.exitCode, verified.all).toBe(0)
    for (const part of ['metis_admin.sql.gz', 'consul.snapshot', 'carrier-identity.tar.gz'])
      expect(verified.stdout).toContain(part)
    // What the last one has is what a restore begins with, on machines that nobody knows.
    const rehearsed = await laptop.run(['restore', kept, join(kept, 'again'), '--rehearse'], {
      env: { METIS_RECOVERY_PASSPHRASE: passphrase },
    })
    expect(rehearsed.exitCode, rehearsed.all).toBe(0)

    await well()
    await h2.exec(
      'printf damaged | dd of=/srv/backups/$(ls /srv/backups | tail -n 1) bs=1 seek=3000 conv=notrunc status=none',
    )
    const red = await laptop.run(['status', '--once'])
    expect([red.exitCode, red.all?.includes('upkeep.backup-damaged')], red.all).toEqual([1, true])
    await make(h2)
    await well()

    // One that is killed leaves nothing in clear, and one whose disk is away does not begin.
    const killed = await h2.exec(`systemctl start --no-block ${unit}
      until [ -e /opt/metis/.backup-byhost ]; do :; done; systemctl kill -s KILL ${unit}
      while systemctl is-active ${unit} | grep -q ing; do sleep 0.1; done
      ls -A /opt/metis; systemctl is-active metis-carrier; cat /var/lib/create-metis-node-backup-acme/failed`)
    expect(killed.stdout).not.toContain('.backup')
    expect(killed.stdout).toMatch(/^active\n\d+ it was cut off: signal$/m)
    await h2.exec(`rm /var/lib/create-metis-node-backup-acme/failed
      echo 'none /srv/backups nowhere noauto 0 0' >>/etc/fstab; systemctl daemon-reload; ! systemctl start ${unit}`)
    const away = await eventually(
      () => laptop.run(['status', '--once']),
      ({ all }) => all?.includes('upkeep.backup-failed') === true,
    )
    expect(away.all).toContain('what belongs at /srv/backups is not mounted')
    await h2.exec("sed -i '/nowhere/d' /etc/fstab; systemctl daemon-reload; systemctl reset-failed")
    await make(h2)
    await well()
    laptop.write(before)
    const withdrawn = await laptop.run(['apply', '--yes'])
    expect(withdrawn.exitCode, withdrawn.all).toBe(0)
    const left = await h2.exec(
      'ls -d /var/lib/create-metis-node* /usr/local/sbin/create-metis-node* 2>/dev/null; ls /srv/backups',
    )
    expect(left.stdout).toMatch(/^(acme-.*\.metis-backup\n?){2}$/)
  })

  test('hosts send their backups to another one, which may be away, with a key that does nothing else there', async () => {
    const unit = 'create-metis-node-backup-acme.service'
    const before = readFileSync(join(laptop.folder, 'org.yaml'), 'utf8')
    laptop.write(`${before}\nbackup: { to: { host: h1, folder: /backup }, keep: 2 }\nfirewall: managed\n`)
    const applied = await laptop.run(['apply', '--yes'])
    expect(applied.exitCode, applied.all).toBe(0)
    const [h1, h2] = [lab.host('h1'), lab.host('h2')]
    const make = (host: typeof h1) =>
      host.exec(`systemctl start ${unit} && echo made; journalctl -q -o cat -n 12 -u ${unit}`)
    const there = async () => (await h1.exec('ls /backup/acme')).stdout.trim().split('\n')
    for (const host of [h2, h2, h2, h1]) expect((await make(host)).stdout).toContain('kept acme-')
    const names = await there()
    expect(names.map((name) => name.replace(/^.*Z-|\.metis-backup$/g, ''))).toEqual(
      expect.arrayContaining(['h1', 'h2', 'h2']),
    )
    expect(names).toHaveLength(3)
    expect((await h2.exec('ls -A /opt/metis; ls /backup 2>&1')).stdout).not.toMatch(/\.backup|acme-/)

    const tried = await h2.exec(`eval "$(grep -m 1 ^receiver= /usr/local/sbin/create-metis-node-backup-acme)"
      printf -- '-----BEGIN OPENSSH PRIVATE KEY-----\\n%s\\n-----END OPENSSH PRIVATE KEY-----\\n' "$login" >/root/key; chmod 600 /root/key
      way() { timeout 20 ssh -F /dev/null -o BatchMode=yes -o StrictHostKeyChecking=no -i /root/key "$@" 2>&1; }
      way "$account@$address" 'cat /etc/passwd'; way "$account@$address"
      head -c 100000 /dev/urandom | way "$account@$address" put
      way -t "$account@$address" 'put; id'; way -o ExitOnForwardFailure=yes -N -R 9999:127.0.0.1:22 "$account@$address"
      echo get /backup/acme | timeout 20 sftp -F /dev/null -o StrictHostKeyChecking=no -i /root/key -b - "$account@$address" 2>&1
      rm -f /root/key`)
    expect(tried.stdout).not.toMatch(/root:|uid=|sftp>.*Fetching/)
    expect(tried.stdout.match(/there is nothing here but put and try/g)).toHaveLength(3)
    expect(tried.stdout).toContain('what has come is not what was sent')
    expect(tried.stdout).toContain('remote port forwarding failed')
    expect(await there()).toEqual(names)

    const since = () => h2.exec('systemctl show -P ActiveEnterTimestampMonotonic metis-carrier')
    const running = (await since()).stdout
    await h1.unplug()
    const away = await make(h2)
    await h1.plug()
    expect(away.stdout).toMatch(/h1 \(10\.97\.0\.11, port 22\) does not take it: ssh: connect to host/)
    expect((await since()).stdout).toBe(running)
    const red = await eventually(
      () => laptop.run(['status', '--once']),
      ({ all }) => all?.includes('upkeep.backup-failed') === true,
    )
    expect(red.all?.replaceAll(/\s+/g, ' ')).toContain('h1 (10.97.0.11, port 22) does not take it')
    await eventually(
      () => make(h2),
      ({ stdout }) => stdout.startsWith('made'),
    )
    const verified = await laptop.run(['backup', 'verify', 'h1:'])
    expect(verified.exitCode, verified.all).toBe(0)
    for (const part of ['metis_admin.sql.gz', 'consul.snapshot', 'carrier-identity.tar.gz'])
      expect(verified.stdout).toContain(part)

    laptop.write(before)
    const withdrawn = await laptop.run(['apply', '--yes'])
    expect(withdrawn.exitCode, withdrawn.all).toBe(0)
    const left = await h1.exec(`getent passwd metis-backups
      ls -d /var/lib/create-metis-node-* /usr/local/sbin/create-metis-node-* 2>/dev/null; stat -c %U /backup/acme /backup/acme/*`)
    expect(left.stdout.trim().split('\n')).toEqual(['root', 'root', 'root', 'root'])
  })
})
