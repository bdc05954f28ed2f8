import type { Lab } from './lab.js'

/**
 * An address of the router, which the controller plays, whose `ports` lead to a host: what an operator sets up so
 * that others reach a service, hosts inside included (hairpin). Resolves when it answers.
 */
export async function forwardFromOutside(
  lab: Lab,
  { address, ports, to }: { address: string; ports: readonly number[]; to: string },
): Promise<void> {
  await lab.run('ip', ['address', 'add', `${address}/32`, 'dev', 'lo'])
  const args = [address, to, ...ports.map(String)]
  const forwarder = lab.run(process.execPath, ['-e', FORWARD, ...args], { reject: false })
  await Promise.race([
    new Promise<void>((resolve) => forwarder.stdout.once('data', () => resolve())),
    forwarder.then(({ stderr }) => Promise.reject(new Error(`nothing is forwarded: ${stderr}`))),
  ])
}

const FORWARD = `
const net = require('node:net')
const [address, to, ...ports] = process.argv.slice(1)
const listening = ports.map((port) => new Promise((resolve) => {
  net.createServer((outside) => {
    const inside = net.connect(Number(port), to)
    for (const [one, other] of [[outside, inside], [inside, outside]]) {
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
  }).listen(Number(port), address, resolve)
}))
Promise.all(listening).then(() => console.log('listening'))`
