import type { WriteFile } from '../actions/action.js'
import { type Text, text } from '../lib/text.js'
import { accountOf } from '../topology/accounts.js'
import { instancePaths } from '../topology/host-paths.js'
import { instancesOn } from '../topology/topology.js'
import { tokenFile } from './consul-token.js'
import { hardening } from './hardening.js'
import type { ServiceInput, UnitSettings } from './service.js'
import { unitWord } from './unit-word.js'

/** The unit file of a service. Works from systemd 237 (Ubuntu 18.04) on. */
export function unitText(input: ServiceInput, settings: UnitSettings): Text {
  const sections = [
    ['[Unit]', ...unitSection(input, settings)],
    ['[Service]', ...serviceSection(input, settings)],
    ['[Install]', 'WantedBy=multi-user.target'],
  ]
  return text`${sections.map((lines) => `${lines.join('\n')}\n`).join('\n')}`
}

/** The same as what is written. */
export function unitFile(input: ServiceInput, settings: UnitSettings): WriteFile {
  const { unitFile: path } = instancePaths(input)
  return { kind: 'write-file', path, mode: '0644', owner: 'root:root', content: unitText(input, settings) }
}

/** A command line for `ExecStart`: systemd expands `%` and `$` and splits at blanks unless they are escaped. */
export function execLine(...words: readonly string[]): string {
  return words.map((word) => unitWord(word).replaceAll('$', '$$$$')).join(' ')
}

function unitSection({ topology, host, instance }: ServiceInput, { after }: UnitSettings): string[] {
  const here = instancesOn(topology, host.name)
  const units = after.flatMap((one) =>
    one.endsWith('.service')
      ? [one]
      : here.filter(({ role }) => role === one).map(({ name }) => `metis-${name}.service`),
  )
  return [
    `Description=${`Metis ${instance.name} of ${topology.organisation}`.replaceAll('%', '%%')}`,
    'Wants=network-online.target',
    `After=${['network-online.target', ...units].join(' ')}`,
    // Some failures last longer than the default five attempts: a data center that is away, a Consul without leader.
    'StartLimitIntervalSec=0',
  ]
}

function serviceSection(input: ServiceInput, settings: UnitSettings): string[] {
  const { topology, instance } = input
  const account = accountOf(topology, instance)
  const { data } = instancePaths(input)
  const {
    startPre,
    startWith,
    workingDirectory = data,
    environment = {},
    killMode = 'control-group',
  } = settings
  const places = [topology.installDirectory, input.root ?? '', ...(input.elsewhere ?? [])]
  const before = startWith === undefined ? '' : `${execLine('/bin/bash', startWith)} `
  return [
    `User=${account}`,
    `Group=${account}`,
    `WorkingDirectory=${unitWord(workingDirectory)}`,
    `UnsetEnvironment=${SCRUBBED.filter((name) => input.hasToken !== true || name !== TOKEN).join(' ')}`,
    ...(input.hasToken === true ? [`EnvironmentFile=${unitWord(tokenFile(topology, instance.name))}`] : []),
    ...Object.entries(environment).map(([name, value]) => `Environment=${unitWord(`${name}=${value}`)}`),
    ...(startPre === undefined ? [] : [`ExecStartPre=${execLine('/bin/bash', startPre)}`]),
    `ExecStart=${before}${settings.start}`,
    // Not on-failure: the carrier exits with 0 also when it fails.
    'Restart=always',
    'RestartSec=3',
    `KillMode=${killMode}`,
    `TimeoutStopSec=${settings.stopSeconds}`,
    ...(settings.successExitStatus === undefined ? [] : [`SuccessExitStatus=${settings.successExitStatus}`]),
    'SyslogIdentifier=%N',
    'LimitNOFILE=65536',
    ...hardening(input, settings.hostNeeds),
    `ProtectHome=${places.some(isBelowHome) ? 'read-only' : 'yes'}`,
  ]
}

const TOKEN = 'CONSUL_HTTP_TOKEN'
/** `CONSUL_HTTP_ADDR` would override the fighters' config; `PYTHONHOME` and its kin would change their Python. */
const SCRUBBED = [
  'CONSUL_HTTP_ADDR',
  TOKEN,
  'CONSUL_HTTP_TOKEN_FILE',
  'CONSUL_HTTP_AUTH',
  'CONSUL_HTTP_SSL',
  'CONSUL_HTTP_SSL_VERIFY',
  'CONSUL_CACERT',
  'CONSUL_CAPATH',
  'CONSUL_CLIENT_CERT',
  'CONSUL_CLIENT_KEY',
  'CONSUL_TLS_SERVER_NAME',
  'CONSUL_NAMESPACE',
  'PYTHONHOME',
  'PYTHONSTARTUP',
  'PYTHONINSPECT',
  'JAVA_TOOL_OPTIONS',
  'JDK_JAVA_OPTIONS',
  '_JAVA_OPTIONS',
]

function isBelowHome(directory: string): boolean {
  return ['/home', '/root', '/run/user'].some(
    (home) => directory === home || directory.startsWith(`${home}/`),
  )
}
