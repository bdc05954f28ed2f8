import type { ROLE_CODES } from '../../errors/codes/roles.js'
import type { Messages } from '../say.js'

export const roleMessages: Messages<(typeof ROLE_CODES)[number]> = {
  'roles.database-beside-fighter': {
    what: "The admin's database shares {host} and its {memory} GiB with {fighters}.",
    why: 'A task can take all the memory there is; Linux then ends the largest program, often the database.',
    fix: 'Give the admin, or {fighters}, to another host.\nOr give {host} 16 GiB.',
  },
  'roles.external-address-private': {
    what: 'The external address {address} of the {role} leads nowhere outside your own network.',
    why: 'Organisations of the public network dial it, and {address} is a private address.',
    fix: 'Ask whoever runs the router for the public address that leads to {host}.\nOr place the {role} on a host that has a public address.\nIn a private network that reaches it, all is well.',
  },
  'roles.invalid-network': {
    what: '`{found}` is no network.',
    why: 'A network is an address with the bits that count behind a slash; a single address stands alone.',
    fix: 'Write it as in `192.168.7.0/24`, several with blanks between them.',
  },
}
