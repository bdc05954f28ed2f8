import type { RequestListener } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Machine } from '../../rehearsal/machine.js'
import type { Packaged, Process } from '../../rehearsal/simulation.js'

export const MARIADB = 'mariadb.service'

/** What the admin has of the distribution, by unit. */
export const packaged: Readonly<Record<string, Packaged>> = {
  'nginx.service': {
    package: 'nginx',
    installSeconds: 4,
    unpack: (files) => {
      const site = 'server {\n\tlisten 80 default_server;\n\troot /var/www/html;\n}\n'
      files.write('/etc/nginx/sites-available/default', site, '0644', 'root:root')
      files.link(`${SITES}/default`, '/etc/nginx/sites-available/default')
    },
    path: '/usr/sbin/nginx',
    program: nginx,
    reload: reloadNginx,
  },
  [MARIADB]: {
    package: 'mariadb-server',
    installSeconds: 16,
    unpack: (files) => files.makeDirectory(MARIADB_SETTINGS, '0755', 'root:root'),
    path: '/usr/sbin/mariadbd',
    program: mariadb,
  },
}

const MARIADB_SETTINGS = '/etc/mysql/mariadb.conf.d'

/** The distribution's own database server, on the host itself only. */
async function mariadb(process: Process): Promise<number> {
  const settings = process.machine.files.read(`${MARIADB_SETTINGS}/99-metis.cnf`)
  const port = Number(/^port\s*=\s*(\d+)/m.exec(settings ?? '')?.[1] ?? 3306)
  await process.sleep(1)
  if (!(await process.listen('127.0.0.1', port))) {
    process.log(`[ERROR] Can't start server: Bind on TCP/IP port. Got error: 98: Address already in use`)
    return 1
  }
  process.log(`Version: 'MariaDB'  socket: '/run/mysqld/mysqld.sock'  port: ${port}: ready for connections.`)
  await process.serve()
  return 0
}

const SITES = '/etc/nginx/sites-enabled'

/** The distribution's own web server with whatever sites are enabled. */
async function nginx(process: Process): Promise<number> {
  await process.sleep(0.5)
  await reloadNginx(process)
  await process.serve()
  return 0
}

/** Opens the ports of sites that have come since; those that it has stay open. */
async function reloadNginx(process: Process): Promise<void> {
  const { machine, log } = process
  for (const { address, port } of wanted(machine)) {
    const held = [...machine.listeners].filter((one) => one.pid === process.pid && one.port === port)
    // One that has the port on all addresses answers for each.
    if (held.some((one) => one.address === address || one.address === '0.0.0.0')) continue
    if (await process.listen(address, port, serve(process, port))) continue
    log(`nginx: [emerg] bind() to ${address}:${port} failed (98: Address already in use)`)
  }
  for (const [, port, certificate = ''] of sitesOf(machine).flatMap((site) => [...site.matchAll(TLS_SITE)]))
    machine.certificates.set(Number(port), machine.files.read(certificate) ?? '')
  log('signal process started')
  process.simulation.changes.tell(machine.address)
}

const TLS_SITE = /^\s*listen [\d.]+:(\d+) ssl\b[^}]*?^\s*ssl_certificate ([^;]+);/gm

function wanted(machine: Machine): { address: string; port: number }[] {
  return sitesOf(machine)
    .flatMap((site) => [...site.matchAll(/^\s*listen\s+(?:([\d.]+):)?(\d+)\b/gm)])
    .map(([, address = '0.0.0.0', port]) => ({ address, port: Number(port) }))
    .sort((a, b) => Number(b.address === '0.0.0.0') - Number(a.address === '0.0.0.0'))
}

/** The site that names the port with an address goes before one that takes them all. */
function siteAt(machine: Machine, port: number): string {
  const sites = sitesOf(machine).flatMap((site) => site.split(/^(?=server \{)/m))
  const own = sites.find((site) => new RegExp(`listen\\s+[\\d.]+:${port}\\b`).test(site))
  return own ?? sites.find((site) => new RegExp(`listen\\s+${port}\\b`).test(site)) ?? ''
}

function sitesOf({ files }: Machine): string[] {
  return files.list(SITES).map((name) => files.read(`${SITES}/${name}`) ?? '')
}

function serve({ simulation, machine }: Process, port: number): RequestListener {
  return async (request, response) => {
    const site = siteAt(machine, port)
    const [, backend] = /proxy_pass http:\/\/127\.0\.0\.1:(\d+);/.exec(site) ?? []
    const path = request.url ?? '/'
    if (/return 301 /.test(site) && !site.includes(`location = ${path} `)) {
      response.writeHead(301).end()
    } else if (backend !== undefined && path.startsWith('/metis-admin')) {
      const { method = 'GET' } = request
      const asked = { method, address: '127.0.0.1', port: Number(backend), path, body: await text(request) }
      const answer = await simulation.network.request(machine.address, asked)
      response.writeHead(answer?.status ?? 502).end(answer?.body ?? '')
    } else {
      const [, root = '/var/www/html'] = /^\s*root ([^;]+);/m.exec(site) ?? []
      response.writeHead(root === '/var/www/html' || machine.files.exists(root) ? 200 : 404).end()
    }
  }
}
