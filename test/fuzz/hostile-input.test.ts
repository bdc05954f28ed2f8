import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { parseManifest as parseBackupManifest } from '../../src/backup/manifest.js'
import { readOrganisationText } from '../../src/catalog/read-organisation.js'
import { openOrganisation } from '../../src/commands/organisation/open-organisation.js'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import { sshAliases } from '../../src/commands/wizard/ssh-aliases.js'
import { fault, InstallerError, type Problem } from '../../src/errors/problem.js'
import { recordFold } from '../../src/events/run-record.js'
import { parseFacts } from '../../src/facts/gather.js'
import { receiptsFact } from '../../src/facts/receipts.js'
import { recordFact } from '../../src/facts/record.js'
import { explain } from '../../src/i18n/explain.js'
import { readReceipt } from '../../src/kit/receipt.js'
import { sha256 } from '../../src/lib/digest.js'
import { parseRecord } from '../../src/record/record.js'
import { openDrafts } from '../../src/state/drafts.js'
import { parsePins } from '../../src/state/pins.js'
import { parseSecrets } from '../../src/state/secrets-file.js'
import { keysIn } from '../../src/transports/known-hosts.js'
import { problemCard } from '../../src/ui/problem-card.js'
import { parseHosts } from '../../src/wizard/hosts/parse-hosts.js'
import { fakeWorld } from '../commands/fake-world.js'
import { spoilt } from './spoil.js'

/** `npm run fuzz`: so long for all of them together, from another seed each time. Absent: a few of each, always the same. */
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 0)
const SEED = Number(process.env.FUZZ_SEED ?? (SECONDS > 0 ? Date.now() % 2 ** 31 : 1))
const FEW = 15
/** Of one input, in either form: of the processor, so that a busy machine is no failure. */
const LONGEST_MILLISECONDS = 5000

const preset = (path: string) => readFileSync(new URL(`../../presets/${path}`, import.meta.url), 'utf8')
const presetsDirectory = fileURLToPath(new URL('../../presets', import.meta.url))
const ORGANISATION = `organisation: bank-a
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.1, user: ops, jump: { address: gate.example, user: ops } }
  h2:
    address: 10.0.0.2
    user: &user ops
    identityFile: ~/.ssh/id
  h3: { address: 10.0.0.3, user: *user, hostKey: 'SHA256:${'a'.repeat(43)}' }
roles:
  consul: [h1, h2, h3]
  carrier: { host: h1, externalAddress: 8.8.4.4 }
  admin: { host: h1, database: { host: db.example, adminUser: root } }
  via: { host: h1, externalAddress: 8.8.4.4 }
  data: [h2, { host: h2, port: 8702, taskPorts: 32000-32100 }]
  compute: h3
ports: { consul: { http: 8500 } }
network: { dataCenter: 10.9.0.1:9090, bootstrapNodes: [] }
artifacts: { source: https://example.org/files/ }
hooks: { done: [notify, --all] }
`
const RELEASE = preset('releases/metis-0.3.0.yaml')
const SSH_CONFIG = `Host web* !web9 "a b"
  HostName %h.example
  Port=2222
  ProxyJump ops@gate:22
Match host web1 exec "true"
  User ops
Host web1 gate
  IdentityFile ~/.ssh/%r
Include conf.d/* config
`
const PASTED = `name,address,user,port
h1,10.0.0.1,ops,22
[group]
- 10.0.0.5-10.0.0.9
ops@10.0.0.7:2222 # one
10.1.0.0/29 web1、web2
host ansible_host=10.0.0.8 ansible_user=x password=y
`
const INVENTORY = `[consul]
n[01:03].x ansible_host=10.0.0.1 ansible_ssh_pass="a#b" # one
10.0.0.2:2222
[carrier:children]
consul
[all:vars]
ansible_ssh_common_args = -o ProxyCommand="ssh -W %h:%p ops@gate"
data_port: [8700, 0x22, ('a' 'b',)]
via_port = {{ consul_http_port[0] }}
consul_http_port = [{{ via_port }}, 1_0]
`
const INVENTORY_YAML = `all:
  vars: &v { cluster_name: bank-a, via_port: "{{ x | int }}", x: 10031 }
  children:
    consul: { hosts: { "10.0.0.[1:3]": { ansible_port: 22 } }, vars: *v }
    carrier: { hosts: { 10.0.0.1: }, children: { consul: } }
    admin:
      hosts:
        10.0.0.1: { ansible_ssh_pass: !vault "$ANSIBLE_VAULT;1.1;AES256" }
`
const VAULT = `$ANSIBLE_VAULT;1.1;AES256
${Buffer.from(['ab'.repeat(32), 'cd'.repeat(32), 'ef'.repeat(16)].join('\n')).toString('hex')}
`
const DRAFT = JSON.stringify({
  version: 1,
  savedAt: '2026-01-31T12:00:00.000Z',
  by: { pid: 1, startedAt: '1', user: 'ana', machine: 'laptop' },
  draft: { version: 1, id: 'one' },
})
const BODY = {
  file: ORGANISATION,
  hostKeys: '10.0.0.1 ssh-ed25519 AAAA\n[10.0.0.2]:2222 ssh-rsa BBBB',
  pins: '{}\n',
  earlier: [{ generation: 2, body: 'b2' }],
  members: [{ host: 'h1', address: '10.0.0.1', instances: ['consul'] }],
  secrets: { for: 'passphrase', digest: 'd', sealed: 'age' },
}
const HEAD = {
  version: 1,
  organisation: 'bank-a',
  id: 'one',
  generation: 3,
  content: 'c'.repeat(32),
  signature: 's',
  body: sha256(JSON.stringify(BODY)),
  at: '2026-01-31T12:00:00.000Z',
  user: 'ana',
  machine: 'laptop',
  program: '1.0.0',
}
const RECEIPT = [
  'metis receipt 1',
  'organisation: bank-a',
  'organisation-id: one',
  'host: h1',
  'address: 10.0.0.1',
  'kit: k1',
  'kit-made: 2026-01-31T12:00:00Z',
  'made: 2026-01-31T12:00:00Z',
  '',
  'QUJD',
].join('\n')
const HOST_RECEIPT = `{"id":"file:/opt/metis/x","organisation":"bank-a","instance":"consul","inputs":"ab","path":"/opt/metis/x","stat":"42 1 600 metis:metis","text":"{}"}
now 43 1700000005 600 metis:metis regular file\t/opt/metis/x
`
const JOURNAL = [
  {
    type: 'begun',
    at: '2026-01-31T12:00:00.000Z',
    command: 'apply',
    pid: 1,
    startedAt: '1',
    user: 'ana',
    machine: 'laptop',
  },
  { type: 'stage', at: '2026-01-31T12:00:00.000Z', stage: 'gather', about: 'h1' },
  { type: 'output', node: 'h1 x', line: 'said' },
  { type: 'ended', at: '2026-01-31T12:00:00.000Z', exitCode: 0 },
].map((line) => JSON.stringify(line))
const PINS = JSON.stringify({
  a: { sha256: 'a'.repeat(64), size: 1, from: 'x', since: '2026-01-31T12:00:00.000Z' },
})
const SECRETS = JSON.stringify({
  version: 1,
  salt: 'a'.repeat(64),
  secrets: { 'console-password': { kind: 'password', value: 'x' } },
})
const BACKUP = JSON.stringify({
  version: 1,
  organisation: 'bank-a',
  files: [{ path: 'org.yaml', size: 1, sha256: 'a'.repeat(64) }],
  parts: [],
})

const damaged = (reason: string) => fault('record.damaged', { from: 'h1', reason })

/** What was thrown for somebody to read, or returned, is said in both languages, in lines that steer no terminal. */
function told(problems: readonly Problem[], source: string): void {
  for (const problem of problems) {
    for (const language of ['en', 'zh'] as const) {
      explain(problem, language)
      const card = problemCard(problem, { language, paint: (_, text) => text, width: 80, source }).join('\n')
      expect(card).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      expect(card.length).toBeLessThan(100_000)
    }
  }
}

const home = mkdtempSync(join(tmpdir(), 'fuzz-'))
afterAll(() => rmSync(home, { recursive: true }))
mkdirSync(join(home, '.ssh', 'conf.d'), { recursive: true })
mkdirSync(join(home, 'drafts'), { recursive: true })

/** What is read, each with texts as they should be. */
const INPUTS: Readonly<Record<string, readonly [texts: readonly string[], read: (text: string) => unknown]>> =
  {
    'org.yaml': [
      [ORGANISATION, preset('topologies/production.yaml')],
      async (text) => {
        writeFileSync(join(home, 'org.yaml'), text)
        const { world, ...fake } = fakeWorld({ presetsDirectory, workingDirectory: home })
        const exitCode = await runCommandLine(['validate', '--json'], { ...world, open: openOrganisation })
        expect([0, 3]).toContain(exitCode)
        const lines = fake.json() as unknown as readonly (Problem & { readonly type: string })[]
        expect(lines.filter(({ type }) => type === 'bug')).toEqual([])
        told(
          lines.filter(({ type }) => type === 'problem'),
          text,
        )
      },
    ],
    'a release file': [
      [RELEASE],
      async (text) => {
        const own = { path: './own.yaml', text }
        const named = ORGANISATION.replace('metis-0.3.0', own.path)
        const { problems } = await readOrganisationText(named, { from: 'org.yaml', own, presetsDirectory })
        told(problems, text)
      },
    ],
    '~/.ssh/config': [
      [SSH_CONFIG],
      (text) => {
        for (const name of ['config', 'conf.d/one']) writeFileSync(join(home, '.ssh', name), text)
        return sshAliases(home, 'ana')
      },
    ],
    'a pasted list': [
      [PASTED],
      (text) => {
        const { hosts, mistakes } = parseHosts(text, { existing: [] })
        expect(hosts.length).toBeLessThanOrEqual(256)
        told(
          mistakes.map(({ problem }) => problem),
          text,
        )
      },
    ],
    'an inventory of Ansible': [
      [INVENTORY, INVENTORY_YAML, VAULT],
      async (text) => {
        const [old, out] = [join(home, 'old'), join(home, 'imported')]
        rmSync(out, { recursive: true, force: true })
        mkdirSync(old, { recursive: true })
        writeFileSync(join(old, 'inventory'), text)
        writeFileSync(join(home, 'vault'), 'x', { mode: 0o600 })
        const { world, ...fake } = fakeWorld({ presetsDirectory, workingDirectory: home })
        const argv = ['import', 'old', '--into', 'imported', '--vault-password-file', 'vault', '--json']
        expect([0, 3]).toContain(await runCommandLine(argv, world))
        const lines = fake.json() as unknown as readonly (Problem & { readonly type: string })[]
        expect(lines.filter(({ type }) => type === 'bug')).toEqual([])
        told(
          lines.filter(({ type }) => type === 'problem'),
          text,
        )
      },
    ],
    'a draft': [
      [DRAFT],
      (text) => {
        writeFileSync(join(home, 'drafts', 'one.json'), text)
        return openDrafts(home).read('one')
      },
    ],
    'the receipt of a kit': [
      [RECEIPT],
      (text) => {
        const lines = text.endsWith('\n') ? text : `${text}\n`
        return [readReceipt(text), readReceipt(`${lines}sha256: ${sha256(lines)}\n`)]
      },
    ],
    'what a host says of receipts and record': [
      [HOST_RECEIPT, `${JSON.stringify(HEAD)}\n`],
      (text) => [receiptsFact('/opt/metis').parse(text), recordFact.parse(text)],
    ],
    'all that a host says': [
      [HOST_RECEIPT],
      (text) => {
        try {
          return parseFacts(text, { sentAtMs: 0, receivedAtMs: 0 })
        } catch (error) {
          // As its contract says, of an answer that is cut off.
          if (error instanceof SyntaxError) return undefined
          throw error
        }
      },
    ],
    'a record': [
      [`${JSON.stringify(HEAD)}\n${JSON.stringify(BODY)}\n`],
      (text) => {
        const line = text.split('\n')[1] ?? ''
        const whole = `${JSON.stringify({ ...HEAD, body: sha256(line) })}\n${line}\n`
        for (const one of [whole, text]) parseRecord(one, 'h1')
      },
    ],
    'the journal of a run': [
      [JOURNAL.join('\n')],
      (text) => {
        const fold = recordFold()
        for (const line of text.split('\n')) fold.addText(line)
        fold.close()
        return fold.snapshot()
      },
    ],
    known_hosts: [[BODY.hostKeys], (text) => keysIn(text, '10.0.0.1', 22)],
    'artifacts.lock.json': [[PINS], (text) => parsePins(text, damaged)],
    'secrets.json': [[SECRETS], (text) => parseSecrets(text, damaged)],
    'the manifest of a backup': [[BACKUP], (text) => parseBackupManifest(text, damaged)],
  }

test.each(Object.entries(INPUTS))('%s may be anything', async (_, [texts, read]) => {
  const share = (SECONDS * 1000) / Object.keys(INPUTS).length
  const runs = SECONDS > 0 ? { numRuns: 1e9, interruptAfterTimeLimit: share } : { numRuns: FEW }
  await fc.assert(
    fc.asyncProperty(spoilt(texts), async (text) => {
      const begun = process.cpuUsage()
      try {
        await read(text)
      } catch (error) {
        if (!(error instanceof InstallerError)) throw error
        told(error.problems, text)
      }
      const { user, system } = process.cpuUsage(begun)
      expect((user + system) / 1000).toBeLessThan(LONGEST_MILLISECONDS)
    }),
    { seed: SEED, ...runs },
  )
})
