/** What the screen of the roles says. */
export const words = {
  'roles.because.only-host': 'there is one host only',
  'roles.because.majority': 'of {count} servers a minority may fail; each is light',
  'roles.because.light': 'light enough to share a host',
  'roles.because.public': 'the public address {address} leads there',
  'roles.because.gateway': 'a gateway needs little, so it shares a host',
  'roles.because.database': 'its database is apart from data and compute, which take much memory',
  'roles.because.shared': 'shares, since there are fewer hosts than services',
  'roles.because.largest': 'shares, since the other hosts have less room',
  'roles.because.alone': 'has room for itself',
  'roles.because.room': 'has {cores} cores and {memory} GiB for itself',
  'roles.fix.consul-count': '{count} consul {count:server|servers}',
  'roles.fix.fill': 'place what is missing',
  'roles.fix.anew': 'place everything anew',
  'roles.fix.keep-one': 'keep one {role}, that on {host}',
  'roles.fix.remove': 'remove {role} from {host}',
  'roles.fix.leave-out': 'leave {host} out',
  'roles.fix.write-ports': 'write its ports down',
  'roles.fix.port': 'set {setting} to {free}',
  'roles.fix.address': 'use {address}',
  'roles.fix.move': 'move {role} to {host}',
} as const satisfies Readonly<Record<string, string>>

export type RolesWord = keyof typeof words
