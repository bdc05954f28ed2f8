const { enableCompileCache } = require('node:module')
const { homedir } = require('node:os')
const { isAbsolute, join } = require('node:path')

/**
 * Since Node.js 22.1: what was compiled at one start is not compiled at the next. It is kept in a folder of the user's own,
 * as it is code; the one that Node.js would choose is where everybody may write.
 */
function keepCompiled() {
  if (enableCompileCache === undefined) return
  const folder = cacheFolder()
  if (folder !== undefined) enableCompileCache(join(folder, 'create-metis-node', 'compiled'))
}

/** Undefined for a user who has no home. */
function cacheFolder() {
  const { XDG_CACHE_HOME: given = '' } = process.env
  if (isAbsolute(given)) return given
  try {
    const home = homedir()
    return isAbsolute(home) ? join(home, '.cache') : undefined
  } catch {
    return undefined
  }
}

module.exports = { keepCompiled }
