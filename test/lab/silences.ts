import type { Lab } from './lab.js'

/**
 * The longest time in which none of its addresses gave a good answer, each asked twice a second meanwhile: seconds by name. `http:`
 * is asked for a page that is not empty (`""` is empty as well, what Consul says of a leader that it has not), `tcp:` for a connection.
 */
export async function silencesOf(
  lab: Lab,
  addresses: Readonly<Record<string, readonly string[]>>,
  meanwhile: () => Promise<void>,
): Promise<Readonly<Record<string, number>>> {
  const probe = lab.run(process.execPath, ['-e', PROBE, JSON.stringify(addresses)], { reject: false })
  try {
    await meanwhile()
  } finally {
    probe.kill('SIGTERM')
  }
  return JSON.parse((await probe).stdout) as Record<string, number>
}

const PROBE = `
const net = require('node:net')
const page = async (url) => {
  const answer = await fetch(url, { signal: AbortSignal.timeout(2000) })
  if (!answer.ok || (await answer.text()).length <= 2) throw new Error('no')
}
const connection = ({ hostname, port }) => new Promise((resolve, reject) => {
  const socket = net.connect({ host: hostname, port, signal: AbortSignal.timeout(2000) }, () => resolve(socket.destroy()))
  socket.on('error', reject)
})
const asked = Object.entries(JSON.parse(process.argv[1])).map(([name, urls]) => ({ name, urls, since: Date.now(), longest: 0 }))
const ask = async (one) => {
  const each = one.urls.map((url) => (url.startsWith('tcp:') ? connection(new URL(url)) : page(url)))
  const is = await Promise.any(each).then(() => true, () => false)
  one.longest = Math.max(one.longest, Date.now() - one.since)
  if (is) one.since = Date.now()
}
setInterval(() => asked.forEach(ask), 500)
process.on('SIGTERM', () => {
  console.log(JSON.stringify(Object.fromEntries(asked.map(({ name, longest }) => [name, longest / 1000]))))
  process.exit()
})`
