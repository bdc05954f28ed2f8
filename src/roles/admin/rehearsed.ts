import type { IncomingMessage, ServerResponse } from 'node:http'
import { posix } from 'node:path'
import { text } from 'node:stream/consumers'
import { type HealthPart, healthBy, listensAt, unhealthy, unitAt, well } from '../../rehearsal/health.js'
import { listenedPort } from '../../rehearsal/machine.js'
import { readUnitFile } from '../../rehearsal/programs.js'
import type { AtInstance, Process, Rehearsed, SimulatedProgram } from '../../rehearsal/simulation.js'
import { configOf, readYamlConfig } from '../../rehearsal/yaml-config.js'
import { agentAt } from '../consul/rehearsed-agent.js'
import { CONSOLE_PASSWORD, CONSOLE_USER, TLS_CERTIFICATE } from '../secret-names.js'
import { HEALTH } from './nginx-site.js'
import { LOGIN } from './proofs.js'
import { MARIADB, packaged } from './rehearsed-packages.js'

/** What of `application-admin.yml` matters here. */
interface Config {
  readonly spring: {
    readonly datasource: {
      readonly druid: { readonly url: string; readonly username: string; readonly password: string }
    }
    readonly cloud: { readonly consul: Consul }
  }
  readonly server: { readonly address: string; readonly port: number }
}

interface Consul {
  readonly host: string
  readonly port: number
  readonly discovery: { readonly 'health-check-url': string }
}

const BOOT_SECONDS = 21
const REST_OF_BOOT_SECONDS = 3

/**
 * `java … -jar admin.jar`: ends at boot without its database or its tables. Health page and registration come before it
 * has started, and it ends only after them without Consul.
 */
const admin: SimulatedProgram = async (process) => {
  const { machine, log, unit, simulation } = process
  const file = readUnitFile(machine.files.read(`/etc/systemd/system/${unit}`) ?? '')
  const folder = file?.workingDirectory ?? '/'
  const config = readYamlConfig(process, posix.join(folder, `config/${FILE}`)) as Config | undefined
  if (config === undefined) return 1
  const { address: bind, port } = config.server
  log('Starting MetisAdminApplication using Java')
  await process.sleep(BOOT_SECONDS)
  const reason = whyNoDatabase(process, config)
  if (reason !== undefined) {
    log(`Application run failed: ${reason}`)
    return 1
  }
  if (!(await process.listen(bind, port, pages(process, config)))) {
    log(`Web server failed to start. Port ${port} was already in use: address already in use`)
    return 1
  }
  const { consul } = config.spring.cloud
  const agent = agentAt(process, consul.host, consul.port)
  const id = idOf(machine.address, config)
  const registration = { ID: id, Name: 'adminService', Tags: ['admin'], Address: machine.address, Port: port }
  const isKnown = await agent.register({ ...registration, CheckUrl: consul.discovery['health-check-url'] })
  await process.sleep(REST_OF_BOOT_SECONDS)
  if (!isKnown) {
    log(`Application run failed: Consul at ${consul.host}:${consul.port}: Connection refused`)
    return 1
  }
  log('Started MetisAdminApplication')
  await process.serve()
  await agent.deregister(id)
  await simulation.pace.sleep(1)
  return 143
}

/** Without a database nobody gets an answer to a login. */
function pages(process: Process, config: Config) {
  return async (request: IncomingMessage, response: ServerResponse) => {
    const { method, url } = request
    if (url === HEALTH) response.end('ok')
    else if (method !== 'POST' || url !== LOGIN) response.writeHead(404).end()
    else if (whyNoDatabase(process, config) !== undefined) response.destroy()
    else response.end(mayLogIn(process, await text(request)) ? TAKEN : REFUSED)
  }
}

const TAKEN = '{"status":0,"msg":"success","data":null}'
const REFUSED = '{"status":1016,"msg":"wrong user name or password","data":null}'

function mayLogIn({ machine, simulation }: Process, body: string): boolean {
  const { userName, passwd } = JSON.parse(body) as { userName?: unknown; passwd?: unknown }
  if (userName !== CONSOLE_USER || simulation.faults.refusesLogin(machine.address)) return false
  return passwd === machine.database.consolePassword
}

/** A server elsewhere is in the world outside, where all is well. */
function whyNoDatabase({ machine }: Process, { spring }: Config): string | undefined {
  const { url, username, password } = spring.datasource.druid
  const [, host, port] = /^jdbc:mysql:\/\/([^:/]+):(\d+)\//.exec(url) ?? []
  if (host !== '127.0.0.1') return undefined
  if (listenedPort(machine, MARIADB) !== Number(port)) return 'Communications link failure'
  if (machine.database.accounts.get(username) !== password)
    return `Access denied for user '${username}'@'localhost' (using password: YES)`
  return machine.database.hasTables ? undefined : "Table 'metis_admin.local_org' doesn't exist"
}

function idOf(address: string, { server }: Config): string {
  return `adminService_${address}_${server.port}`.replaceAll(/[^A-Za-z0-9]+/g, '-')
}

async function wrongWith(at: AtInstance, config: Config): Promise<HealthPart> {
  const { port } = config.server
  const { consul } = config.spring.cloud
  const silent = listensAt(at, port)
  if (silent !== undefined) return silent
  const hello = await ask(at, '127.0.0.1', port, HEALTH)
  if (hello?.status !== 200 || hello.body === '') return unhealthy('its health page does not answer')
  const wrong = await agentAt(at, consul.host, consul.port).passing(idOf(at.machine.address, config))
  return wrong ?? console(at)
}

/** Its site in nginx, as it was written: the console's pages, or the way to TLS. */
async function console(at: AtInstance): Promise<HealthPart> {
  const { address } = at.machine
  const [http = 80, https] = consolePorts(at)
  const silent = listensAt(at, http, 'nginx.service')
  if (silent !== undefined) return silent
  const page = await ask(at, address, http, '/')
  if (page?.status !== (https === undefined ? 200 : 301))
    return unhealthy(`nginx answers ${page?.status ?? '000'} for its page`)
  if (https !== undefined) return listensAt(at, https, 'nginx.service')
  const behind = await ask(at, address, http, HEALTH)
  if (behind?.status === 200) return undefined
  return unhealthy(`nginx answers ${behind?.status ?? '000'} for the admin behind it`)
}

/** That of HTTP, and with TLS that of HTTPS behind it. */
function consolePorts(at: Pick<AtInstance, 'machine' | 'instance'>): number[] {
  const site = at.machine.files.read(`/etc/nginx/sites-enabled/${unitAt(at).replace('.service', '')}`) ?? ''
  return [...site.matchAll(/^\s*listen [\d.]+:(\d+)/gm)].map(([, port]) => Number(port))
}

function ask({ simulation, machine }: AtInstance, address: string, port: number, path: string) {
  return simulation.network.request(machine.address, { method: 'GET', address, port, path })
}

function login(at: AtInstance, userName: string, passwd: string) {
  const { server } = configOf(at, FILE) as Config
  const asked = { method: 'POST', address: '127.0.0.1', port: server.port, path: LOGIN }
  return at.simulation.network.request(at.machine.address, {
    ...asked,
    body: JSON.stringify({ userName, passwd }),
  })
}

async function whyNotAtWork(at: AtInstance): Promise<string | undefined> {
  const answer = await login(at, 'health-check', '-')
  if (answer?.body.includes('"status"')) return undefined
  return `a login gets no answer (HTTP ${answer?.status ?? '000'}): its database is away`
}

const FILE = 'application-admin.yml'

export const rehearsed: Rehearsed = {
  programs: { java: admin },
  packaged,
  ready: (at) =>
    healthBy<Config>(
      at,
      FILE,
      async (config) =>
        (await wrongWith(at, config)) ??
        well('health page answers, passing in Consul, console served by nginx'),
    ),
  works: whyNotAtWork,
  effects: {
    'database-schema': async ({ inputs: server }, { machine, print, sleep }) => {
      await sleep(0.5)
      if (server.startsWith('127.0.0.1:') && listenedPort(machine, MARIADB) === undefined) {
        print(
          "ERROR 2002 (HY000): Can't connect to local server through socket '/run/mysqld/mysqld.sock' (2)",
        )
        return 1
      }
      if (machine.database.hasTables) print('the database metis_admin has 15 tables: left as it is')
      else {
        await sleep(2)
        machine.database.hasTables = true
        print('loaded the schema: 15 tables')
      }
      return 0
    },
    'database-login': async (_, on) => {
      const says = await whyNotAtWork(on)
      if (says !== undefined) on.print(says)
      return says === undefined ? 0 : 1
    },
    'console-login': async (_, on) => {
      const answer = await login(on, CONSOLE_USER, on.secrets(CONSOLE_PASSWORD))
      const isTaken = answer?.body.includes('"status":0') === true
      on.print(isTaken ? 'the console takes a login with its password' : 'the console refuses a login')
      return isTaken ? 0 : 1
    },
    'console-certificate': async (_, on) => {
      const { machine, print, secrets } = on
      const [, port = 443] = consolePorts(on)
      const isServed = machine.certificates.get(port) === secrets(TLS_CERTIFICATE)
      print(`port ${port} shows ${isServed ? 'the' : 'another'} certificate`)
      return isServed ? 0 : 1
    },
    'nginx-test': async (_, { print, sleep }) => {
      await sleep(0.1)
      print('nginx: the configuration file /etc/nginx/nginx.conf syntax is ok')
      print('nginx: configuration file /etc/nginx/nginx.conf test is successful')
      return 0
    },
  },
}
