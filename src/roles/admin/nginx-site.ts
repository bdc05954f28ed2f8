import { instancePaths } from '../../topology/host-paths.js'
import type { ServiceInput } from '../service.js'
import { certificatePaths } from './facts.js'
import type { AdminInstance } from './settings.js'

/** Asks for no login. */
export const HEALTH = '/metis-admin/health'

/** Listens on the host's own address, so that a site which has the port for all addresses stays as it is. */
export function nginxSite(input: ServiceInput<AdminInstance>): string {
  const { host, instance } = input
  const { http, https } = instance.ports
  const own = `# The Metis console. Written by create-metis-node, which overwrites edits.\n`
  if (instance.tls === undefined) return own + server([listen(host.address, http), ...site(input)])
  const { certificate, key } = certificatePaths(input)
  const target = https === 443 ? '$host' : `$host:${https}`
  return [
    own +
      server([
        listen(host.address, http),
        'server_name _;',
        '# Consul asks here, and knows nobody who has signed the certificate.',
        `location = ${HEALTH} {`,
        `    proxy_pass http://127.0.0.1:${instance.ports.admin};`,
        '}',
        'location / {',
        `    return 301 https://${target}$request_uri;`,
        '}',
      ]),
    server([
      listen(host.address, https, 'ssl '),
      `ssl_certificate ${certificate};`,
      `ssl_certificate_key ${key};`,
      'ssl_protocols TLSv1.2 TLSv1.3;',
      ...site(input),
    ]),
  ].join('\n')
}

function listen(address: string, port: number, kind = ''): string {
  return `listen ${address}:${port} ${kind}default_server;`
}

function site(input: ServiceInput<AdminInstance>): string[] {
  return [
    'server_name _;',
    `root ${instancePaths(input).current}/pages;`,
    'index index.html;',
    'client_max_body_size 1024m;',
    '',
    '# The database console and the API documents have no login.',
    String.raw`location ~ ^/metis-admin[^/]*/+(druid|swagger|doc\.html|webjars|v[23]/api-docs) {`,
    '    return 404;',
    '}',
    'location /metis-admin {',
    `    proxy_pass http://127.0.0.1:${input.instance.ports.admin};`,
    '    proxy_http_version 1.1;',
    '    proxy_set_header Host $http_host;',
    '    proxy_set_header X-Real-IP $remote_addr;',
    '    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
    '    proxy_set_header X-Forwarded-Proto $scheme;',
    '    proxy_read_timeout 600s;',
    '    proxy_send_timeout 600s;',
    '    proxy_request_buffering off;',
    '}',
    'location / {',
    '    try_files $uri $uri/ /index.html;',
    '}',
  ]
}

function server(body: readonly string[]): string {
  return `server {\n${body.map((line) => (line === '' ? '' : `    ${line}`)).join('\n')}\n}\n`
}
