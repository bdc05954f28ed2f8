import type { Explanation } from '../../lib/explanation.js'

/** What `?` says about roles and network. */
export const questions = {
  roles: {
    what: 'Which host bears which role. Point at a role and ask again to read what it is. Light roles can share a host; data and compute want one of their own.',
    usual: 'a suggestion from the cores, memory and disk of your hosts; s suggests again, w tells why',
    seenBy: 'all your hosts; other organisations only see the external addresses of carrier and via',
    breaks: 'a host that bears too much gets slow, or Linux ends a service under load',
    flag: 'init --preset NAME',
    yaml: 'roles: { consul: h1, carrier: { host: h1, … }, admin: h1, … }',
  },

  'external-address': {
    what: 'The IPv4 address at which other organisations reach this role. Behind a router it is the address of the router, which must lead the ports to the host.',
    usual: 'a public address of the host if it has one, else its own address',
    seenBy: 'the whole network',
    breaks: 'with a wrong one nobody finds the carrier, and tasks fail at the via',
    yaml: 'roles: { carrier: { host: h1, externalAddress: 8.8.8.8 } }',
  },
  ports: {
    what: 'The port that a service listens on. What you leave at its default is not written down.',
    usual: 'those of the network, as in every manual',
    seenBy: 'whoever is named beside it; the table of ports tells',
    breaks: 'a port that something else on the host uses keeps the service from starting',
    yaml: 'ports: { consul: { http: 8500 }, via: 10031 }',
  },
  'data-center': {
    what: 'The data center is the notice board of the network: one for all organisations, run by the network, not by you. A carrier does not start without it.',
    usual: 'that of the public network, as the release names it',
    seenBy: 'your carrier dials it',
    breaks: 'the carrier ends right after its start',
    yaml: 'network: { dataCenter: 10.9.9.9:9090 }',
  },
  'bootstrap-nodes': {
    what: 'The carriers that yours asks first for all others, as ENR strings. For a private network: none on its first carrier; all others name that one, whose ENR its last screen shows.',
    usual: 'those of the public network, as the release names them',
    seenBy: 'your carrier only',
    breaks: 'a carrier without a reachable one stays alone',
    yaml: 'network: { bootstrapNodes: [] }',
  },
  operators: {
    what: 'From which networks you and your colleagues use console and SSH. It only shapes the firewall rules that are shown here.',
    usual:
      'unknown: the console is opened to private networks, and SSH is left open to all, so that nobody is locked out',
    seenBy: 'nobody; it is kept with the draft',
    breaks: 'too narrow a network locks you out of SSH once the rules are active',
  },
  moirea: {
    what: 'Addresses of a Moirea platform that may drive your carrier. It only shapes the firewall rules that are shown here.',
    usual: 'none: the carrier is closed to the outside, but for p2p',
    seenBy: 'nobody; it is kept with the draft',
    breaks: 'the interfaces of the carrier have no password: whoever can reach them can use them',
  },
  firewall: {
    what: 'Rules for exactly what has to be reached on each host, and nothing more. Nothing is sent to the hosts: copy what your site uses. Outgoing connections are left as they are.',
    usual: 'SSH stays open, everything that is not listed is closed',
    seenBy: 'only you, until you use them',
    breaks: 'other programs on the host are closed too: add their ports before you activate the rules',
  },
} satisfies Readonly<Record<string, Explanation>>
