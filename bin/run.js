const { join } = require('node:path')
const { version } = require('../package.json')

const presetsDirectory = join(__dirname, '..', 'presets')

import('../dist/src/commands/main.js').then(async ({ main }) => {
  process.exitCode = await main(process.argv.slice(2), { presetsDirectory, version })
})
