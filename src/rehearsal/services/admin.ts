import { posix } from 'node:path'
import { opens, type Process, type Program } from '../process.js'
import { readUnitFile } from '../unit-file.js'
import { agentAt } from './agent.js'
import { mariadbPort } from './mariadb.js'
import { readYamlConfig } from './read-yaml-config.js'

export interface AdminConfig {
  readonly spring: {
    readonly datasource: {
      readonly druid: { readonly url: string; readonly username: string; readonly password: string }
    }
    readonly cloud: { readonly consul: { readonly host: string; readonly port: number } }
  }
  readonly server: { readonly port: number }
}

const BOOT_SECONDS = 24

/** `java … -jar admin.jar`: ends at boot without its database, its tables, or Consul. */
export const admin: Program = async (process) => {
  const { machine, log, unit, world } = process
  const file = readUnitFile(machine.files.read(`/etc/systemd/system/${unit}`) ?? '')
  const folder = file?.workingDirectory ?? '/'
  const config = readYamlConfig(process, posix.join(folder, 'config/application-admin.yml')) as
    | AdminConfig
    | undefined
  if (config === undefined) return 1
  const { port } = config.server
  log('Starting MetisAdminApplication using Java')
  await process.sleep(BOOT_SECONDS)
  const reason = whyNoDatabase(process, config)
  if (reason !== undefined) {
    log(`Application run failed: ${reason}`)
    return 1
  }
  if (!(await opens(process.listen('0.0.0.0', port, healthPage)))) {
    log(`Web server failed to start. Port ${port} was already in use: address already in use`)
    return 1
  }
  const { consul } = config.spring.cloud
  const agent = agentAt(process, consul.host, consul.port)
  const id = `adminService_${machine.address}_${port}`.replaceAll(/[^A-Za-z0-9]+/g, '-')
  const registration = { ID: id, Name: 'adminService', Tags: ['admin'], Address: machine.address, Port: port }
  if (!(await agent.register({ ...registration, CheckPath: '/metis-admin/health' }))) {
    log(`Application run failed: Consul at ${consul.host}:${consul.port}: Connection refused`)
    return 1
  }
  log('Started MetisAdminApplication')
  await process.serve()
  await agent.deregister(id)
  await world.pace.sleep(1)
  return 143
}

const healthPage: Parameters<Process['listen']>[2] = (request, response) => {
  const isKnown = request.url === '/metis-admin/health'
  response.writeHead(isKnown ? 200 : 404)
  response.end(isKnown ? 'ok' : '')
}

/** A server elsewhere is in the world outside, where all is well. */
function whyNoDatabase({ machine }: Process, { spring }: AdminConfig): string | undefined {
  const { url, username, password } = spring.datasource.druid
  const [, host, port] = /^jdbc:mysql:\/\/([^:/]+):(\d+)\//.exec(url) ?? []
  if (host !== '127.0.0.1') return undefined
  if (mariadbPort(machine.listeners) !== Number(port)) return 'Communications link failure'
  if (machine.database.accounts.get(username) !== password)
    return `Access denied for user '${username}'@'localhost' (using password: YES)`
  return machine.database.hasTables ? undefined : "Table 'metis_admin.local_org' doesn't exist"
}
