import { expect, it } from 'vitest'
import { programName } from '../../src/commands/program-name.js'

it.each([
  [{}, 'create-metis-node'],
  [{ npm_command: 'exec' }, 'npx create-metis-node'],
  [{ npm_command: 'run-script', npm_lifecycle_event: 'start' }, 'npm start --'],
  [{ METIS_COMMAND: 'sh acme.metis' }, 'sh acme.metis'],
  [{ METIS_COMMAND: './create-metis-node', npm_command: 'exec' }, './create-metis-node'],
])('is with %j typed as %s', (env, name) => {
  expect(programName(env)).toBe(name)
})
