import { once } from 'node:events'
import { createServer, request as httpRequest, type RequestListener, type Server } from 'node:http'
import { connect, createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net'
import { text } from 'node:stream/consumers'

/** A real listener on this machine's loopback. */
export interface LoopbackListener {
  readonly port: number
  readonly close: () => Promise<void>
}

export interface LoopbackRequest {
  readonly method: string
  readonly path: string
  readonly body?: string
}

/** On a port that is free; without `answer` it accepts and hangs up. */
export async function listenOnLoopback(answer?: RequestListener): Promise<LoopbackListener> {
  const sockets = new Set<Socket>()
  const server: Server | TcpServer = answer === undefined ? createTcpServer() : createServer(answer)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    if (answer === undefined) socket.resume().end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

export function dialLoopback(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** Undefined without an answer. */
export function askLoopback(
  port: number,
  { method, path, body = '' }: LoopbackRequest,
): Promise<{ readonly status: number; readonly body: string } | undefined> {
  return new Promise((resolve) => {
    const headers = { connection: 'close', 'content-length': Buffer.byteLength(body) }
    const asking = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
      text(answer).then(
        (body) => resolve({ status: answer.statusCode ?? 0, body }),
        () => resolve(undefined),
      )
    })
    asking.on('error', () => resolve(undefined))
    asking.end(body)
  })
}
