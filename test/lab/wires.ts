import { createInterface } from 'node:readline'
import { runOnNetworkOf } from './controller.js'
import { eventually } from './organisation.js'

/** What leaves the machines of a site, seen on the interface of each and on the bridge that they share. */
export interface Wires {
  /**
   * All but traffic between members, since the last call: packets to addresses elsewhere, and questions for names
   * wherever they go, as `h1: IP 10.0.0.11.40000 > 192.0.2.80.443: Flags [S] ...`. Every member sends one packet to
   * elsewhere at the end, and fails the call unless it is seen twice: so nothing that came before was missed.
   */
  strays(): Promise<readonly string[]>
}

export interface Site {
  lab: string
  /** As `bootLab` has it. */
  subnet: string
  /** Its hosts, and whoever else is on the bridge. */
  members: readonly string[]
}

const ELSEWHERE = '192.0.2.9'
const BRIDGE = 'bridge'

/** Listens until the lab goes down. */
export async function listenOnWires({ lab, subnet, members }: Site): Promise<Wires> {
  const lines: string[] = []
  let proofs = 0
  const listen = (wire: string, member: string, device: string) =>
    capture({ lab, member, device, subnet }, (line) => lines.push(`${wire}: ${line}`))
  await Promise.all([
    listen(BRIDGE, 'controller', 'lab'),
    ...members.map((member) => listen(member, member, 'eth0')),
  ])
  return {
    strays: async () => {
      const port = 20_000 + ++proofs
      const script = `echo > /dev/udp/${ELSEWHERE}/${port}`
      await Promise.all(members.map((member) => runOnNetworkOf(lab, member, 'bash', ['-c', script])))
      const isProof = (line: string) => line.includes(` > ${ELSEWHERE}.${port}: `)
      const expected = [...members, ...members.map(() => BRIDGE)].sort()
      const seen = await eventually(
        async () =>
          lines
            .filter(isProof)
            .map((line) => line.slice(0, line.indexOf(':')))
            .sort(),
        (wires) => wires.length >= expected.length,
      )
      if (seen.join() !== expected.join())
        throw new Error(`packets to elsewhere were seen on ${seen}, and sent on ${expected}`)
      return lines.splice(0).filter((line) => !isProof(line) && !isNeighbourly(line))
    },
  }
}

/** Every line that tcpdump has for a device but for packets to members; resolves when it listens. */
async function capture(
  { lab, member, device, subnet }: { lab: string; member: string; device: string; subnet: string },
  onLine: (line: string) => void,
): Promise<void> {
  const names = 'port 53 or port 853 or port 5353 or port 5355'
  const filter = `not arp and not (ip and dst net ${subnet}.0/24 and not (${names}))`
  const flags = ['-i', device, '-nn', '-t', '-l', '--immediate-mode']
  const program = runOnNetworkOf(lab, member, 'tcpdump', [...flags, filter], {
    stdin: 'ignore',
    reject: false,
    buffer: false,
    cleanup: false,
  })
  createInterface({ input: program.stdout }).on('line', onLine)
  await new Promise<void>((resolve, reject) => {
    let said = ''
    createInterface({ input: program.stderr }).on('line', (line) => {
      said += `${line}\n`
      if (line.startsWith('listening on ')) resolve()
    })
    program.then(() => reject(new Error(`nobody listens on ${device} of ${member}: ${said}`)), reject)
  })
}

/** What every IPv6 or multicast stack tells its own link, and no router passes on. */
function isNeighbourly(line: string): boolean {
  return /: IP6 \S+ > (ff02::|fe80::)\S*: (HBH )?ICMP6, (router|neighbor|multicast listener)/.test(line)
}
