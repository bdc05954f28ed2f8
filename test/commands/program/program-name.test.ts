import { expect, it } from 'vitest'
import { asTyped, programName } from '../../../src/commands/program/program-name.js'

it.each([
  [{}, 'create-metis-node'],
  [{ npm_command: 'exec' }, 'npx create-metis-node'],
  [{ npm_command: 'run-script', npm_lifecycle_event: 'start' }, 'npm start --'],
  [{ METIS_COMMAND: 'sh acme.metis' }, 'sh acme.metis'],
  [{ METIS_COMMAND: './create-metis-node', npm_command: 'exec' }, './create-metis-node'],
])('is with %j typed as %s', (env, name) => {
  expect(programName(env)).toBe(name)
})

it.each([
  ['Next: create-metis-node apply', 'Next: sh acme.metis apply'],
  [
    'Look: `create-metis-node logs a@h1`.\nThen create-metis-node bundle verify x.',
    'Look: `sh acme.metis logs a@h1`.\nThen sh acme.metis bundle verify x.',
  ],
  ['修复或安装：create-metis-node apply', '修复或安装：sh acme.metis apply'],
  ['create-metis-node failed in a way', 'create-metis-node failed in a way'],
  ['NODE_EXTRA_CA_CERTS=x create-metis-node ...', 'NODE_EXTRA_CA_CERTS=x create-metis-node ...'],
  ['/home/ops/create-metis-node apply', '/home/ops/create-metis-node apply'],
  ['create-metis-node applying', 'create-metis-node applying'],
])('a command in %j is typed as in %j by who started a bundle', (sentence, typed) => {
  expect(asTyped(sentence, 'sh acme.metis')).toBe(typed)
})

it.each([
  ['`create-metis-node pull`', '`create-metis-node --file site.yaml pull`'],
  [
    'Next: create-metis-node apply --overwrite 4',
    'Next: create-metis-node --file site.yaml apply --overwrite 4',
  ],
  ['create-metis-node explain run.bug', 'create-metis-node explain run.bug'],
  ['`create-metis-node pull --file other.yaml`', '`create-metis-node pull --file other.yaml`'],
])('a command in %j names the file that was named', (sentence, typed) => {
  expect(asTyped(sentence, 'create-metis-node', 'site.yaml')).toBe(typed)
})
