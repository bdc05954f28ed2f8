import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { scriptText, secretKey, secretsIn } from '../../src/kit/script-text.js'
import { asWord, lines, sh } from '../../src/lib/command.js'
import { fill, type SecretSource, secret, secretNames, text } from '../../src/lib/text.js'
import { makePlan } from '../../src/planner/make-plan.js'
import { nodeScript } from '../../src/planner/node-script.js'
import { freshOrganisation } from '../planner/organisation.js'

const ORG = `
organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, byHand: true }
  h2: { address: 10.0.0.12, byHand: true }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: { host: h1, DATABASE tls: { certificate: a.crt, key: a.key } }
  via: { host: h2, externalAddress: 9.8.7.6 }
  data: h2
  compute: h2
`
const OWNER = { organisation: 'acme', receipts: '/opt/metis/.installed' }
const VALUES: SecretSource = (name) => `it's "${name}" $HOME \`id\` \\\n and more\n`

/** Every function that an action may call prints what it is called with instead. */
const STUBS = [
  'put_file',
  'keep_file',
  'void_receipts',
  'leave_receipt',
  'database_at',
  'database',
  'put_key',
  'unit_running',
]
  .map((name) => `${name}() { printf '%s<%s>' ${name} "$@"; if [ ! -t 0 ]; then cat; fi; }`)
  .concat(
    `token_in() { :; }; http() { printf '%s<%s>' http "$@"; answer='"AccessorID":"${'0'.repeat(36)}"'; }`,
  )
  .join('\n')

function ran(script: string): string {
  const { stdout } = spawnSync('bash', ['-c', 'eval "$(cat)" </dev/null'], {
    input: `${STUBS}\n${script}`,
    encoding: 'utf8',
  })
  return stdout
}

function asKit(command: { readonly script: Parameters<typeof fill>[0] }): string {
  const values = secretsIn([command]).map(
    (
      one,
    ) => `secret[${secretKey(one)}]=$(printf %s ${Buffer.from(fill([one], VALUES)).toString('base64')} | base64 -d; echo x)
secret[${secretKey(one)}]=\${secret[${secretKey(one)}]%x}`,
  )
  return ['declare -A secret', ...values, scriptText(command)].join('\n')
}

describe('what a kit runs', () => {
  const nodes = ['', 'database: { host: db.example.org, adminUser: root },'].flatMap(
    (database) => makePlan(freshOrganisation(ORG.replace('DATABASE', database))).nodes,
  )

  test('is, without secrets, letter for letter what a run sends', () => {
    const open = nodes
      .map((node) => nodeScript(node, OWNER))
      .filter(({ script }) => secretNames(script).length === 0)
    expect(open.length).toBeGreaterThan(60)
    for (const command of open) expect(scriptText(command)).toBe(fill(command.script, VALUES))
  })

  const withSecrets = nodes
    .map((node) => ({ id: node.id, command: nodeScript(node, OWNER) }))
    .filter(({ command }) => secretNames(command.script).length > 0)

  test('names secrets and holds none', () => {
    expect(withSecrets.length).toBeGreaterThan(4)
    for (const { command } of withSecrets) expect(scriptText(command)).not.toContain('and more')
  })

  test.each(withSecrets)('hands the same to programs as a run does: $id', ({ command }) => {
    const sent = ran(fill(command.script, VALUES))
    expect(sent).toContain('leave_receipt<')
    expect(ran(asKit(command))).toBe(sent)
  })
})

test('a secret that is no word of its own would have to be in the script: that is a mistake', () => {
  expect(() => scriptText({ script: text`echo ${secret('a')}` })).toThrow(
    'the secret a is no word of its own',
  )
  const inner = sh`echo ${secret('a')}`
  expect(() => scriptText(lines(sh`bash -c ${asWord(inner.script)}`))).toThrow(
    'a secret inside a word inside a word',
  )
})
