const { join } = require('node:path')
const { version } = require('../package.json')

const program = join(__dirname, 'create-metis-node.js')
// React reads it once, when it is loaded: what is started from here must not inherit it.
const screens = async () => {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = before ?? 'production'
  const steps = await import('../dist/steps/screens.js')
  if (before === undefined) delete process.env.NODE_ENV
  return steps.screens
}
const presetsDirectory = join(__dirname, '..', 'presets')

import('../dist/src/commands/main.js').then(async ({ main }) => {
  process.exitCode = await main(process.argv.slice(2), { presetsDirectory, version, program, screens })
})
