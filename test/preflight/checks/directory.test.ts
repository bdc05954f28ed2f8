import { expect, test } from 'vitest'
import { directory } from '../../../src/preflight/checks/directory.js'
import { facts, input } from '../three-hosts.js'
import { told } from '../told.js'

const found = (installDirectory: string[]) =>
  told(directory({ ...input, facts: { h1: { ...facts.h1, installDirectory } } }))

test('the home of somebody is no place for an installation', () => {
  expect(found(['.bashrc', '.profile', '.ssh', 'admin', 'a', 'b', 'c'])).toEqual([
    {
      code: 'preflight.directory-foreign',
      severity: 'error',
      where: { host: 'h1' },
      details: { host: 'h1', directory: '/opt/metis', found: '.bashrc, .profile, .ssh, a, b, ...' },
    },
  ])
})

test('no directory, an empty one, and a file system of its own are fine', () => {
  expect(directory({ ...input, facts })).toEqual([])
  expect(found([])).toEqual([])
  expect(found(['lost+found'])).toEqual([])
})

test('what is ours is fine: an interrupted first run, and data that a removal has kept', () => {
  expect(found(['.installed', '.artifacts'])).toEqual([])
  expect(found(['.artifacts', 'notes.txt'])).toEqual([])
  expect(found(['carrier', 'consul', 'data-8700', '.backup.tar.gz'])).toEqual([])
})

test('a host that had roles before may have them again: what was set aside there is ours, and not that of others', () => {
  const head = { version: 1, id: 'one', generation: 2, content: 'c', body: 'b', signature: '' }
  const by = { at: '2026-01-31T12:00:00.000Z', user: 'ana', machine: 'laptop', program: '1.0.0' }
  const of = (organisation: string) => {
    const names = ['.removed', '.removed/via-20261130T173718Z']
    const h1 = { ...facts.h1, record: { organisation, ...head, ...by }, installDirectory: names }
    return told(directory({ ...input, facts: { h1 } })).map(({ code }) => code)
  }
  expect([of('acme'), of('other')]).toEqual([[], ['preflight.directory-foreign']])
})

test('with receipts the directory is ours, whatever else lies there', () => {
  const receipts = [{ id: 'a', organisation: 'acme', instance: 'host', inputs: 'a' }]
  const h1 = { ...facts.h1, receipts, installDirectory: ['notes.txt'] }
  expect(directory({ ...input, facts: { h1 } })).toEqual([])
})
