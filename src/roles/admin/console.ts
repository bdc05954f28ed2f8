import { sh } from '../../lib/command.js'
import { sha256 } from '../../lib/digest.js'
import { secret, text } from '../../lib/text.js'
import { instancePaths } from '../../topology/host-paths.js'
import { TLS_CERTIFICATE, TLS_KEY } from '../secret-names.js'
import { rootFile, type ServiceInput, type ServiceStep, step } from '../service.js'
import { certificatePaths } from './facts.js'
import { nginxSite } from './nginx-site.js'
import type { AdminInstance } from './settings.js'
import { why } from './words.js'

/**
 * The console's site in the host's own nginx. After the start of the admin, so that a change of the site reloads
 * nginx and nothing else. A site that nginx refuses is taken out again: the host's other sites must survive.
 */
export function webConsole(input: ServiceInput<AdminInstance>): ServiceStep[] {
  const { release, unit } = instancePaths(input)
  const name = unit.replace(/\.service$/, '')
  const available = `/etc/nginx/sites-available/${name}`
  const enabled = `/etc/nginx/sites-enabled/${name}`
  const site = nginxSite(input)
  const secrets = input.instance.tls === undefined ? [] : [TLS_CERTIFICATE, TLS_KEY]
  const made = { inputs: sha256(site), secrets }
  return [
    ...certificateFiles(input),
    step(why('step.pages'), {
      kind: 'run',
      name: 'console-pages',
      command: sh`chmod -R a+rX -- ${`${release}/pages`}`,
      inputs: release,
    }),
    rootFile(why('step.site'), available, '0644', text`${site}`),
    step(why('step.enabled'), { kind: 'link', path: enabled, target: available }),
    step(why('step.tested'), { kind: 'run', name: 'nginx-test', command: testSite(enabled), ...made }),
    step(why('step.taken-up'), {
      kind: 'unit',
      unit: 'nginx.service',
      state: 'running',
      change: 'reload',
      ...made,
    }),
  ]
}

function certificateFiles(input: ServiceInput<AdminInstance>): ServiceStep[] {
  if (input.instance.tls === undefined) return []
  const { certificate, key } = certificatePaths(input)
  return [
    rootFile(why('step.tls'), certificate, '0644', text`${secret(TLS_CERTIFICATE)}`),
    rootFile(why('step.tls'), key, '0600', text`${secret(TLS_KEY)}`),
  ]
}

function testSite(enabled: string) {
  return sh`if ! nginx -t; then
  rm -f -- ${enabled}
  echo 'nginx refuses the site of the console (reason above); it was taken out again'
  exit 1
fi`
}
