import type { RequestListener } from 'node:http'
import type { Machine } from '../machine.js'
import { opens, type Process, type Program } from '../process.js'

const SITES = '/etc/nginx/sites-enabled'

/** The distribution's own web server with whatever sites are enabled. */
export const nginx: Program = async (process) => {
  await process.sleep(0.5)
  await reloadNginx(process)
  await process.serve()
  return 0
}

/** Opens the ports of sites that have come since; those that it has stay open. */
export async function reloadNginx(process: Process): Promise<void> {
  const { machine, log } = process
  for (const { address, port } of wanted(machine)) {
    const held = [...machine.listeners].filter((one) => one.pid === process.pid && one.port === port)
    // One that has the port on all addresses answers for each.
    if (held.some((one) => one.address === address || one.address === '0.0.0.0')) continue
    if (await opens(process.listen(address, port, serve(process, port)))) continue
    log(`nginx: [emerg] bind() to ${address}:${port} failed (98: Address already in use)`)
  }
  log('signal process started')
  process.world.changes.tell(machine.address)
}

function wanted(machine: Machine): { address: string; port: number }[] {
  return sitesOf(machine)
    .flatMap((text) => [...text.matchAll(/^\s*listen\s+(?:([\d.]+):)?(\d+)\b/gm)])
    .map(([, address = '0.0.0.0', port]) => ({ address, port: Number(port) }))
    .sort((a, b) => Number(b.address === '0.0.0.0') - Number(a.address === '0.0.0.0'))
}

/** The site that names the port with an address goes before one that takes them all. */
function siteAt(machine: Machine, port: number): string {
  const sites = sitesOf(machine).flatMap((text) => text.split(/^(?=server \{)/m))
  const own = sites.find((text) => new RegExp(`listen\\s+[\\d.]+:${port}\\b`).test(text))
  return own ?? sites.find((text) => new RegExp(`listen\\s+${port}\\b`).test(text)) ?? ''
}

function sitesOf({ files }: Machine): string[] {
  return files.list(SITES).map((name) => files.read(`${SITES}/${name}`) ?? '')
}

function serve({ world, machine }: Process, port: number): RequestListener {
  return async (request, response) => {
    const site = siteAt(machine, port)
    const [, backend] = /proxy_pass http:\/\/127\.0\.0\.1:(\d+);/.exec(site) ?? []
    const path = request.url ?? '/'
    if (/return 301 /.test(site)) {
      response.writeHead(301).end()
    } else if (backend !== undefined && path.startsWith('/metis-admin')) {
      const asked = { method: 'GET', address: '127.0.0.1', port: Number(backend), path }
      const answer = await world.network.request(machine.address, asked)
      response.writeHead(answer?.status ?? 502).end(answer?.body ?? '')
    } else {
      const [, root = '/var/www/html'] = /^\s*root ([^;]+);/m.exec(site) ?? []
      response.writeHead(root === '/var/www/html' || machine.files.exists(root) ? 200 : 404).end()
    }
  }
}
