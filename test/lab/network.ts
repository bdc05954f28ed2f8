import { execa } from 'execa'
import { controllerNamespace, networkNamespace } from './lab-state.js'

/** The controller's namespace holds the bridge all hosts hang on, and no way out. */
export async function createControllerNetwork(lab: string, address: string): Promise<void> {
  const env = { CONTROLLER: controllerNamespace(lab), ADDRESS: address }
  await execa(
    'bash',
    [
      '-euc',
      `
    ip netns add "$CONTROLLER"
    ip -n "$CONTROLLER" link set lo up
    ip -n "$CONTROLLER" link add lab type bridge stp_state 0 forward_delay 0
    ip -n "$CONTROLLER" addr add "$ADDRESS/24" dev lab
    ip -n "$CONTROLLER" link set lab up
    # a router says at once that it has no route; without this, connections out would hang
    ip netns exec "$CONTROLLER" sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'`,
    ],
    { env },
  )
}

const ROUTER = 'fe80::1'

export interface HostNetwork {
  lab: string
  name: string
  port: string
  addresses: string[]
  gateway: string
}

/** Made before the host boots, which then only joins it. */
export async function createHostNetwork({ lab, name, port, addresses, gateway }: HostNetwork): Promise<void> {
  const env = {
    CONTROLLER: controllerNamespace(lab),
    HOST: networkNamespace(lab, name),
    PORT: port,
    ADDRESSES: addresses.map((address) => (address.includes('/') ? address : `${address}/24`)).join(' '),
    GATEWAY: gateway,
  }
  await execa(
    'bash',
    [
      '-euc',
      `
    ip netns add "$HOST"
    ip -n "$CONTROLLER" link add "$PORT" type veth peer name eth0 netns "$HOST"
    ip -n "$CONTROLLER" link set "$PORT" master lab up
    ip -n "$HOST" link set lo up
    for address in $ADDRESSES; do ip -n "$HOST" addr add "$address" dev eth0; done
    ip -n "$HOST" link set eth0 up
    ip -n "$HOST" route add default via "$GATEWAY"`,
    ],
    { env },
  )
}

/** All that a member of a lab sends to elsewhere leaves its interface, instead of failing for want of a route. */
export async function routeEverything(lab: string, member: string): Promise<void> {
  await execa('ip', [
    '-n',
    networkNamespace(lab, member),
    '-6',
    'route',
    'add',
    'default',
    'via',
    ROUTER,
    'dev',
    'eth0',
  ])
}

/** The router, which is the controller, says of every packet to elsewhere that it has no route, also to IPv6. */
export async function answerAtOnce(lab: string): Promise<void> {
  const script = `
    ip address add "$0/64" dev lab nodad
    cd /proc/sys/net
    echo 1 > ipv6/conf/all/forwarding
    echo 0 > ipv4/icmp_ratelimit
    echo 0 > ipv6/icmp/ratelimit`
  await execa('ip', ['netns', 'exec', controllerNamespace(lab), 'bash', '-euc', script, ROUTER])
}

/** `down` is a pulled cable: the host keeps its address, but nothing reaches it. */
export async function setCable(lab: string, port: string, state: 'up' | 'down'): Promise<void> {
  await execa('ip', ['-n', controllerNamespace(lab), 'link', 'set', port, state])
}
