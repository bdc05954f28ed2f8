import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundleSink, giveName, giveNameWithoutLink } from '../../src/packing/bundle-sink.js'
import { markOfTheDead } from '../state/mark-of-the-dead.js'
import { problemsOfAsync } from '../state/problem-of.js'
import { temporaryFolder } from '../state/temporary-folder.js'

const contents = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder)
      .toSorted()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )

test('of two runs that write to one name at once, the first that is done has it, and the other says so', async () => {
  const folder = temporaryFolder()
  const out = join(folder, 'acme.metis')
  const first = await bundleSink(out)
  const second = await bundleSink(out)
  await first.write(Buffer.from('one '))
  await second.write(Buffer.from('another, '))
  await first.write(Buffer.from('bundle'))
  await second.write(Buffer.from('which is longer'))
  expect(await first.finish()).toEqual([out])
  const [problem] = await problemsOfAsync(second.finish())
  expect(problem).toMatchObject({ code: 'bundle.output-taken', details: { path: out } })
  await second.discard()
  expect(contents(folder)).toEqual({ 'acme.metis': 'one bundle' })
})

test('parts of another run are neither replaced nor removed', async () => {
  const folder = temporaryFolder()
  const out = join(folder, 'acme.metis')
  const first = await bundleSink(out, 4)
  const second = await bundleSink(out, 8)
  await first.write(Buffer.from('11112222333'))
  await second.write(Buffer.from('AAAABBBBCCC'))
  await first.finish()
  const [problem] = await problemsOfAsync(second.finish())
  expect(problem).toMatchObject({ code: 'bundle.output-taken' })
  await second.discard()
  expect(contents(folder)).toEqual({
    'acme.metis.001': '1111',
    'acme.metis.002': '2222',
    'acme.metis.003': '333',
  })
})

test('what has come there while a bundle was written is left alone', async () => {
  const folder = temporaryFolder()
  const sink = await bundleSink(join(folder, 'acme.metis'), 4)
  await sink.write(Buffer.from('11112'))
  // Would be read as the end of the bundle.
  writeFileSync(join(folder, 'acme.metis.003'), 'mine')
  const [problem] = await problemsOfAsync(sink.finish())
  expect(problem).toMatchObject({
    code: 'bundle.output-taken',
    details: { path: join(folder, 'acme.metis.003') },
  })
  await sink.discard()
  expect(contents(folder)).toEqual({ 'acme.metis.003': 'mine' })
})

test.each([
  ['with hard links', giveName],
  ['without hard links', giveNameWithoutLink],
])('a name is given once, %s', async (_, give) => {
  const folder = temporaryFolder()
  const [one, other, name] = ['one', 'other', 'acme.metis'].map((file) => join(folder, file))
  if (one === undefined || other === undefined || name === undefined) throw new Error('three names')
  writeFileSync(one, 'first')
  writeFileSync(other, 'second')
  await give(one, name)
  const [problem] = await problemsOfAsync(give(other, name))
  expect(problem).toMatchObject({ code: 'bundle.output-taken', details: { path: name } })
  expect(contents(folder)).toEqual({ 'acme.metis': 'first', other: 'second' })
})

test('a name that could not be given is free again', async () => {
  const folder = temporaryFolder()
  await expect(giveNameWithoutLink(join(folder, 'gone'), join(folder, 'acme.metis'))).rejects.toThrow(
    'ENOENT',
  )
  expect(contents(folder)).toEqual({})
})

test('what a killed run has left of this bundle goes, and nothing else', async () => {
  const folder = temporaryFolder()
  const dead = await markOfTheDead()
  const stays = ['acme.metis.partial', `acme.metis.partial-x`, `other.metis.partial-${dead}`]
  for (const name of [`acme.metis.partial-${dead}`, `acme.metis.partial-${dead}.001`, ...stays])
    writeFileSync(join(folder, name), '')
  const sink = await bundleSink(join(folder, 'acme.metis'))
  expect(readdirSync(folder).toSorted()).toEqual(stays.toSorted())
  await sink.discard()
})
