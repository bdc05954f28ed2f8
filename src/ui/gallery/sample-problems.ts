import { CODES, type Code } from '../../errors/codes/index.js'
import type { Problem, Where } from '../../errors/problem.js'
import { explain } from '../../i18n/explain.js'
import { LANGUAGES } from '../../i18n/language.js'

/** The file that problems of org.yaml are about. */
export const SAMPLE_SOURCE = `organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, user: ops }
roles:
  consul: h1
`

/** One problem of every code, with made-up values for all that its sentences name. */
export function sampleProblems(): Problem[] {
  return CODES.map((code) => {
    const [domain = ''] = code.split('.')
    return {
      code,
      severity: 'error',
      where: WHERE[domain] ?? { host: 'h1' },
      details: detailsFor(code),
      ...(domain === 'run'
        ? { output: ['+ systemctl start metis-via.service', 'No space left on device'] }
        : {}),
    }
  })
}

function detailsFor(code: Code): Problem['details'] {
  const sentences = LANGUAGES.flatMap((language) => Object.values(explain({ code, details: {} }, language)))
  const names = sentences.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))
  return Object.fromEntries(names.map((name) => [name, VALUES[name] ?? name]))
}

const WHERE: Readonly<Record<string, Where>> = {
  topology: { file: 'org.yaml', line: 4, path: 'hosts.h1.address' },
  run: { host: 'h1', instance: 'via', action: 'h1 unit:metis-via.service' },
  state: { file: '/home/ops/acme/secrets.json' },
  command: {},
  artifact: {},
  rehearsal: {},
}

/** By name of a placeholder; others stand for themselves. */
const VALUES: Readonly<Record<string, string | number>> = {
  action: 'h1 unit:metis-via.service',
  actual: '9f2c…',
  address: '10.0.0.11',
  addresses: '10.0.0.11, 192.168.1.11',
  allowed: 'en, zh',
  artifact: 'carrier',
  command: 'apply',
  count: 2,
  directory: '/opt/metis',
  entries: 'lost+found, notes.txt',
  entry: 'h1 10.0.0.11',
  example: '10.0.0.11',
  exitCode: 1,
  expected: '4b1d…',
  fighters: 'data-8700, data-8701',
  file: 'org.yaml',
  files: 'carrier, via',
  fingerprint: 'SHA256:uNiVztksCsDhcc0u9e8BrYadbCQ0V3vhFKZ0wCmRYFo',
  first: 'h1',
  flag: '--ssh-password-file',
  folder: '/home/ops/acme',
  found: 'h1O',
  free: 8701,
  from: 'h2',
  fromAddress: '10.0.0.12',
  given: 'h9',
  host: 'h1',
  hostname: 'debian',
  instance: 'via',
  instances: 'via@h1',
  interface: 'eth0',
  key: 'adress',
  known: 'h1, h2, h3',
  knownHosts: '/home/ops/acme/known_hosts',
  last: 'h3',
  machineId: '3e1b0a',
  memory: '2.0 GiB',
  message: 'read-only file system',
  mode: '0644',
  most: 64,
  name: 'acme',
  nearest: 'h1',
  needed: '4.0 GiB',
  option: '--lang',
  organisation: 'acme',
  other: 'h2',
  output: 'sudo: command not found',
  path: '/home/ops/acme/org.yaml',
  pid: 4711,
  port: 22,
  preset: 'minimal',
  process: 'nginx (pid 812)',
  protocol: 'tcp',
  purpose: 'gRPC',
  quoted: '/home/ops/acme/org.yaml',
  quotedFolder: '/home/ops/acme',
  reason: 'no answer within 20 s',
  release: 'metis-0.3.0',
  role: 'via',
  roles: 'data, compute',
  seconds: 90,
  server: '10.0.0.20',
  setting: 'roles.via.externalAddress',
  since: '2026-01-31 12:00',
  site: 'default',
  size: '1.2 GB',
  suggestion: 'acme',
  taskPorts: '31000-31100',
  to: 'h1',
  type: 'ssh-ed25519',
  unit: 'metis-via.service',
  user: 'ops',
  value: 'fr',
  via: 'via',
  viaAddress: '203.0.113.11',
  wanted: 'h1',
  what: '/opt/metis/carrier/data',
}
