import { createServer } from 'node:net'
import { join } from 'node:path'
import ssh2, { type ParsedKey } from 'ssh2'
import { onTestFinished } from 'vitest'

/** An ssh-agent with these private keys, at a socket in that folder. */
export async function startAgent(folder: string, privateKeys: readonly string[]): Promise<string> {
  const keys = privateKeys.map((key) => {
    const parsed = ssh2.utils.parseKey(key)
    if (parsed instanceof Error) throw parsed
    return [parsed].flat()[0] as ParsedKey
  })
  const path = join(folder, 'agent.sock')
  const server = createServer((socket) => {
    const protocol = new ssh2.AgentProtocol(false)
    protocol.on('identities', (request) => protocol.getIdentitiesReply(request, keys))
    protocol.on('sign', (request, asked: ParsedKey, data) => {
      const key = keys.find((one) => one.getPublicSSH().equals(asked.getPublicSSH()))
      const signature = key?.sign(data)
      if (Buffer.isBuffer(signature)) protocol.signReply(request, signature)
      else protocol.failureReply(request)
    })
    socket.on('error', () => {})
    socket.pipe(protocol).pipe(socket)
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  onTestFinished(() => void server.close())
  return path
}
