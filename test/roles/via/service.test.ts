import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { show } from '../../../src/lib/text.js'
import { service as via } from '../../../src/roles/via/service.js'
import { VIA } from '../../../src/roles/via/settings.js'
import { inputFor, unitLines } from '../organisation.js'

test('the config gives seconds as numbers and a full path for every file', () => {
  expect(parse(show(via.config(inputFor(VIA))[0]?.content ?? []))).toStrictEqual({
    via: {
      host: '10.0.0.3',
      port: 10031,
      id: 'viaService_10.0.0.3_10031',
      name: 'viaService',
      tags: 'via',
      interval: 10,
      deregister: 20,
      timeout: 20,
    },
    consul: { host: '10.0.0.1', port: 8500 },
    tls: {
      mode: 'none',
      viaCertFile: '/opt/metis/via/config/cert/via.crt',
      viaKeyFile: '/opt/metis/via/config/cert/via.key',
      ioCertFile: '/opt/metis/via/config/cert/io.crt',
      ioKeyFile: '/opt/metis/via/config/cert/io.key',
      caCertFile: '/opt/metis/via/config/cert/ca.crt',
    },
    log: { file: '/opt/metis/via/log/via.log', level: 'info' },
  })
})

test('it is started with its config and nothing else, by what bounds its log', () => {
  expect(unitLines(via, inputFor(VIA))).toEqual(
    expect.arrayContaining([
      'ExecStart=/bin/bash /opt/metis/via/config/start.sh /opt/metis/via/current/via -cnf /opt/metis/via/config/via.yml',
      'After=network-online.target',
    ]),
  )
})

test('it waits until Consul answers before it registers, which it does once', () => {
  const start = show(via.config(inputFor(VIA))[1]?.content ?? [])
  const wait = start.indexOf('until http GET 10.0.0.1 8500 /v1/agent/services')
  expect(start).toMatch(/^consul_token=\$\{CONSUL_HTTP_TOKEN-\}$/m)
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThan(start.indexOf('exec "$@"'))
})
