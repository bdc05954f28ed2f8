import { expect, test } from 'vitest'
import { show } from '../../../src/lib/text.js'
import { nginxSite } from '../../../src/roles/admin/nginx-site.js'
import { service as admin } from '../../../src/roles/admin/service.js'
import { ADMIN } from '../../../src/roles/admin/settings.js'
import { inputFor } from '../organisation.js'

const plain = inputFor(ADMIN)
const withTls = inputFor(ADMIN, {
  instance: {
    ...plain.instance,
    ports: { admin: 9090, http: 8080, https: 8443, database: 3306 },
    tls: { certificate: '~/console.pem', key: '~/console.key' },
  },
})

const LOCATIONS = `    server_name _;
    root /opt/metis/admin/current/pages;
    index index.html;
    client_max_body_size 1024m;

    # The database console and the API documents have no login.
    location ~ ^/metis-admin[^/]*/+(druid|swagger|doc\\.html|webjars|v[23]/api-docs) {
        return 404;
    }
    location /metis-admin {
        proxy_pass http://127.0.0.1:9090;
        proxy_http_version 1.1;
        proxy_set_header Host $http_host;
        proxy_set_header X-Real-IP $remote_addr;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_read_timeout 600s;
        proxy_send_timeout 600s;
        proxy_request_buffering off;
    }
    location / {
        try_files $uri $uri/ /index.html;
    }
}
`

test('the site has the address of the host to itself and leaves other sites alone', () => {
  expect(nginxSite(plain)).toBe(
    `# The Metis console. Written by create-metis-node, which overwrites edits.
server {
    listen 10.0.0.2:80 default_server;
${LOCATIONS}`,
  )
})

test('with a certificate everything goes over TLS', () => {
  expect(nginxSite(withTls)).toBe(
    `# The Metis console. Written by create-metis-node, which overwrites edits.
server {
    listen 10.0.0.2:8080 default_server;
    server_name _;
    # Consul asks here, and knows nobody who has signed the certificate.
    location = /metis-admin/health {
        proxy_pass http://127.0.0.1:9090;
    }
    location / {
        return 301 https://$host:8443$request_uri;
    }
}

server {
    listen 10.0.0.2:8443 ssl default_server;
    ssl_certificate /opt/metis/admin/config/console.crt;
    ssl_certificate_key /opt/metis/admin/config/console.key;
    ssl_protocols TLSv1.2 TLSv1.3;
${LOCATIONS}`,
  )
})

test('nginx judges the site before it takes it up', () => {
  const steps = admin.settle(plain).map(({ action }) => action)
  expect(
    steps.map((action) => ('path' in action ? action.path : 'unit' in action ? action.unit : action.kind)),
  ).toEqual([
    'run',
    '/etc/nginx/sites-available/metis-admin',
    '/etc/nginx/sites-enabled/metis-admin',
    'run',
    'nginx.service',
  ])
  expect(steps.at(-1)).toMatchObject({ kind: 'unit', state: 'running', change: 'reload' })
})

test('the key of the certificate is a secret that only root reads, and a new one reloads nginx', () => {
  const steps = admin.settle(withTls).map(({ action }) => action)
  const key = steps.find((action) => 'path' in action && action.path.endsWith('console.key'))
  expect(key).toMatchObject({ mode: '0600', owner: 'root:root' })
  expect(show(key?.kind === 'write-file' ? key.content : [])).toBe('***')
  expect(steps.at(-1)).toMatchObject({ unit: 'nginx.service', secrets: ['tls-certificate', 'tls-key'] })
})
