import type { WriteFile } from '../../actions/action.js'
import { sh } from '../../lib/command.js'
import { sha256 } from '../../lib/digest.js'
import { secret, text } from '../../lib/text.js'
import { instancePaths } from '../../topology/host-paths.js'
import { TLS_CERTIFICATE, TLS_KEY } from '../secret-names.js'
import type { ServiceInput, ServiceStep } from '../service.js'
import { certificatePaths, nginxSite } from './nginx-site.js'
import type { AdminInstance } from './settings.js'
import { why } from './words.js'

type Input = ServiceInput<AdminInstance>

/**
 * The console's site in the host's own nginx. After the start of the admin, so that a change of the site reloads
 * nginx and nothing else. A site that nginx refuses is taken out again: the host's other sites must survive.
 */
export function webConsole(input: Input): ServiceStep[] {
  const { release, unit } = instancePaths(input.topology, input.release, input.instance)
  const name = unit.replace(/\.service$/, '')
  const enabled = `/etc/nginx/sites-enabled/${name}`
  const site = nginxSite(input)
  const secrets = input.instance.tls === undefined ? [] : [TLS_CERTIFICATE, TLS_KEY]
  const inputs = sha256(site)
  return [
    ...certificateFiles(input),
    {
      action: {
        kind: 'run',
        name: 'console-pages',
        command: sh`chmod -R a+rX -- ${`${release}/pages`}`,
        inputs: release,
      },
      because: why('step.pages'),
    },
    {
      action: rootFile(`/etc/nginx/sites-available/${name}`, '0644', text`${site}`),
      because: why('step.site'),
    },
    {
      action: { kind: 'link', path: enabled, target: `/etc/nginx/sites-available/${name}` },
      because: why('step.enabled'),
    },
    {
      action: { kind: 'run', name: 'nginx-test', command: testSite(enabled), inputs, secrets },
      because: why('step.tested'),
    },
    {
      action: { kind: 'unit', unit: 'nginx.service', state: 'running', change: 'reload', inputs, secrets },
      because: why('step.taken-up'),
    },
  ]
}

function certificateFiles(input: Input): ServiceStep[] {
  if (input.instance.tls === undefined) return []
  const { certificate, key } = certificatePaths(input)
  const because = why('step.tls')
  return [
    { action: rootFile(certificate, '0644', text`${secret(TLS_CERTIFICATE)}`), because },
    { action: rootFile(key, '0600', text`${secret(TLS_KEY)}`), because },
  ]
}

function testSite(enabled: string) {
  return sh`if ! nginx -t; then
  rm -f -- ${enabled}
  echo 'nginx refuses the site of the console (reason above); it was taken out again'
  exit 1
fi`
}

function rootFile(path: string, mode: string, content: WriteFile['content']): WriteFile {
  return { kind: 'write-file', path, mode, owner: 'root:root', content }
}
