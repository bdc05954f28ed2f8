import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { connectedMachine, ORG } from './bundling.js'

it('begins at the site with the organisation that the bundle was made for', async () => {
  const { run, top, list, makeFolder } = await connectedMachine()
  const { out } = await run(['bundle', 'create', '--os', 'debian-12'])
  const [key = ''] = /(?:\d{5} ){7}\d{5}/.exec(out) ?? []
  makeFolder('site')
  const atSite = { folder: 'site', home: 'away' }

  const refused = await run(['init', '--bundle', '../org/acme.metis'], atSite)
  const made = await run(['init', '--bundle', '../org/acme.metis', '--bundle-key', key], atSite)
  const again = await run(['init', '--bundle', '../org/acme.metis'], atSite)

  expect(refused.err).toContain('code    bundle.signer-unconfirmed\n')
  expect({ code: made.code, again: again.code }).toEqual({ code: 0, again: 3 })
  expect(list('site')).toEqual([
    '.gitignore',
    'artifacts.lock.json',
    'org.schema.json',
    'org.yaml',
    'secrets.json',
  ])
  expect(readFileSync(join(top, 'site/org.yaml'), 'utf8')).toBe(
    `# yaml-language-server: $schema=./org.schema.json\n${ORG}`,
  )
  expect(readFileSync(join(top, 'site/artifacts.lock.json'), 'utf8')).toBe(
    readFileSync(join(top, 'org/artifacts.lock.json'), 'utf8'),
  )
  expect(again.err).toContain('code    command.exists-already\n')
})

it('asks for a preset where the bundle was made for no organisation', async () => {
  const { run } = await connectedMachine({})
  const made = await run([
    'bundle',
    'create',
    '--preset',
    'minimal',
    '--os',
    'debian-12',
    '--source',
    'artifacts',
  ])
  const [key = ''] = /(?:\d{5} ){7}\d{5}/.exec(made.out) ?? []

  const { code, err } = await run(['init', '--bundle', 'minimal.metis', '--bundle-key', key])

  expect(code).toBe(3)
  expect(err).toContain('code    command.preset-missing\n')
})
