import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

/** A server on loopback that answers as the test says, and what it was asked. */
export async function mirror(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const requests: { path: string; headers: IncomingMessage['headers'] }[] = []
  const server = createServer((request, response) => {
    requests.push({ path: request.url ?? '', headers: request.headers })
    answer(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  return { address: `http://127.0.0.1:${port}/metis/`, host: `127.0.0.1:${port}`, requests }
}

/** Serves these files below `/metis/`, with ranges and an ETag, and 404 for all else. */
export function files(content: Readonly<Record<string, string | Uint8Array>>) {
  return (request: IncomingMessage, response: ServerResponse) => {
    const found = content[decodeURIComponent((request.url ?? '').replace('/metis/', ''))]
    if (found === undefined) return void response.writeHead(404).end('no such file')
    const body = Buffer.from(found)
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
    if (from === 0 || request.headers['if-range'] !== '"v1"') {
      response.writeHead(200, { etag: '"v1"', 'content-length': body.length }).end(body)
      return
    }
    const range = `bytes ${from}-${body.length - 1}/${body.length}`
    response
      .writeHead(206, { 'content-range': range, 'content-length': body.length - from })
      .end(body.subarray(from))
  }
}
