const { enableCompileCache } = require('node:module')
const { homedir } = require('node:os')
const { isAbsolute, join } = require('node:path')
const { version } = require('../package.json')

// Since Node.js 22.1: what was compiled at one start is not compiled at the next. In a folder of the user's own, as it is
// code; the one that Node.js would choose is where everybody may write.
const { XDG_CACHE_HOME: given = '' } = process.env
const cache = isAbsolute(given) ? given : join(homedir(), '.cache')
enableCompileCache?.(join(cache, 'create-metis-node', 'compiled'))

const program = join(__dirname, 'create-metis-node.js')
const presetsDirectory = join(__dirname, '..', 'presets')
const screens = async () => (await import('../dist/screens.js')).screens

import('../dist/main.js').then(async ({ main }) => {
  process.exitCode = await main(process.argv.slice(2), { presetsDirectory, version, program, screens })
})
