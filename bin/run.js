const { join } = require('node:path')
const { version } = require('../package.json')
const { keepCompiled } = require('./keep-compiled.js')

const program = join(__dirname, 'create-metis-node.js')
const presetsDirectory = join(__dirname, '..', 'presets')
const screens = async () => (await import('../dist/screens.js')).screens

keepCompiled()
import('../dist/main.js').then(async ({ main }) => {
  process.exitCode = await main(process.argv.slice(2), { presetsDirectory, version, program, screens })
})
