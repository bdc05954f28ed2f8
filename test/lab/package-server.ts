/** Serves the files of one folder over HTTP: `package-server.ts FOLDER ADDRESS PORT`. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join, normalize } from 'node:path'

const [folder = '.', address = '127.0.0.1', port = '0'] = process.argv.slice(2)

createServer(async (request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://packages')
  // From "/", normalize can't climb above the folder.
  const file = join(folder, normalize(decodeURIComponent(pathname)))
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) {
    response.writeHead(404, { 'content-length': 0 }).end()
    return
  }
  response.writeHead(200, { 'content-length': found.size })
  if (request.method === 'HEAD') response.end()
  else createReadStream(file).pipe(response)
}).listen(Number(port), address)
