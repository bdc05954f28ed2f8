const { join } = require('node:path')
const { version } = require('../package.json')

const program = join(__dirname, 'create-metis-node.js')
const screens = () => import('../dist/steps/screens.js').then((steps) => steps.screens)
const presetsDirectory = join(__dirname, '..', 'presets')

import('../dist/src/commands/main.js').then(async ({ main }) => {
  process.exitCode = await main(process.argv.slice(2), { presetsDirectory, version, program, screens })
})
