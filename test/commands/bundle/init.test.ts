import { readFileSync, writeFileSync } from 'node:fs'
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

it("brings a release file of one's own, which verify and the site read from the bundle", async () => {
  const { run, top, list, makeFolder, presetsDirectory, write } = await connectedMachine()
  const published = readFileSync(join(presetsDirectory, 'releases/metis-0.3.0.yaml'), 'utf8')
  const ours = published.replace('version: 0.3.0', 'version: 0.3.7')
  makeFolder('releases')
  write('releases/our own.yml', ours)
  write('org/org.yaml', ORG.replace('release: metis-0.3.0', 'release: "../releases/our own.yml" # ours'))
  const made = await run(['bundle', 'create', '--os', 'debian-12'])
  const [key = ''] = /(?:\d{5} ){7}\d{5}/.exec(made.out) ?? []
  makeFolder('site')
  const atSite = { folder: 'site', home: 'away' }

  const verified = await run(['bundle', 'verify', '../org/acme.metis'], atSite)
  const begun = await run(['init', '--bundle', '../org/acme.metis', '--bundle-key', key], atSite)
  const valid = await run(['validate'], atSite)

  expect({ made: made.code, verified: verified.code, begun: begun.code }).toEqual({
    made: 0,
    verified: 0,
    begun: 0,
  })
  expect(verified.out).toContain('  installs      acme: 8 of 8 pieces\n')
  expect(list('site/releases')).toEqual(['our_own.yaml'])
  expect(readFileSync(join(top, 'site/releases/our_own.yaml'), 'utf8')).toBe(ours)
  expect(readFileSync(join(top, 'site/org.yaml'), 'utf8')).toContain(
    '\nrelease: "releases/our_own.yaml" # ours\n',
  )
  expect(begun.out).toContain('releases/our_own.yaml')
  expect({ code: valid.code, out: valid.out }).toEqual({
    code: 0,
    out: expect.stringContaining('org.yaml is valid: 1 host, 3 instances.\n'),
  })
})

it('notices a release file that was changed in the bundle', async () => {
  const { run, top, presetsDirectory, write } = await connectedMachine()
  write('org/ours.yaml', readFileSync(join(presetsDirectory, 'releases/metis-0.3.0.yaml'), 'utf8'))
  write('org/org.yaml', ORG.replace('metis-0.3.0', './ours.yaml'))
  await run(['bundle', 'create', '--os', 'debian-12'])
  const bundle = readFileSync(join(top, 'org/acme.metis'))
  const at = bundle.lastIndexOf('keyPrefix: metis')
  writeFileSync(
    join(top, 'org/acme.metis'),
    bundle.fill('other', at + 'keyPrefix: '.length, at + 'keyPrefix: metis'.length),
  )

  const { code, out } = await run(['bundle', 'verify', 'acme.metis'])

  expect(code).toBe(1)
  expect(out).toContain('organisation/releases/ours.yaml')
  expect(out).toContain('code    bundle.piece-differs\n')
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
