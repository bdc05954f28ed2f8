import { expect, test } from 'vitest'
import { nginx } from '../../../src/preflight/checks/nginx.js'
import { facts, input } from '../three-hosts.js'
import { told } from '../told.js'

test('another site on the port of the console would be hidden by it', () => {
  const software = {
    ...facts.h2.software,
    nginxSites: ['default', 'shop', 'wiki', 'api'],
    nginxPorts: { default: [80], shop: [8080, 80], wiki: [8081], api: [443] },
  }
  expect(told(nginx({ ...input, facts: { h2: { ...facts.h2, software } } }))).toEqual([
    {
      code: 'preflight.nginx-site-hidden',
      severity: 'warning',
      where: { host: 'h2', instance: 'admin' },
      details: { host: 'h2', site: 'shop', port: 80, address: '10.0.0.2', setting: 'http' },
    },
  ])
})

test('sites on hosts without an admin do not matter', () => {
  const software = { ...facts.h1.software, nginxSites: ['shop'], nginxPorts: { shop: [80] } }
  expect(nginx({ ...input, facts: { h1: { ...facts.h1, software } } })).toEqual([])
})
