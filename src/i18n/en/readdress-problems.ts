/** Problems of a host that is to have another address. */
export const texts = {
  'readdress.no-address': {
    what: '{given} is not the name of one host and an IPv4 address that it can have.',
    why: 'readdress takes both, of one host at a time.',
    fix: 'Give them so: `create-metis-node readdress {host} 10.0.1.12`',
  },
  'readdress.same': {
    what: '{host} has the address {address} in org.yaml already.',
    why: 'readdress is for a host that has got another one.',
    fix: 'If hosts do not know it yet: `create-metis-node apply`',
  },
  'readdress.of-another': {
    what: '{address} is the address of {other}.',
    why: 'Two hosts can not have one address.',
    fix: 'If {other} has got another one as well: `create-metis-node readdress {other} ADDRESS` first.',
  },
  'readdress.key-unknown': {
    what: 'No host key of {host} is known at {former}.',
    why: 'Only by its key can the machine at {address} be told from any other.',
    fix: 'Write its fingerprint into org.yaml, as `hostKey` of {host}; on its console: `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub`',
  },
  'readdress.not-there': {
    what: 'The machine that answers as {host} does not have the address {address}; it has {found}.',
    why: 'Its services listen on the address that org.yaml has, so it must be one of its own, not that of a router before it.',
    fix: 'Give it the address first, or name the one that it has.',
  },
  'readdress.other-key': {
    what: 'The machine at {address} shows the host key {fingerprint}; that of {host} is {expected}.',
    why: 'It is another machine, or {host} was installed anew. Nothing was sent to it, and nothing was changed.',
    fix: 'Look which machine has this address, and what it shows on its own console: `ssh-keygen -lf /etc/ssh/{file}`\nIf {host} was set up anew on purpose: write the address into org.yaml, then `create-metis-node apply`',
  },
  'readdress.other-machine': {
    what: 'The machine at {address} has nothing of {host}.',
    why: 'It shows the key of {host}, and the receipts of what was installed there are missing: it may be a copy, or was set up anew.',
    fix: 'Look which machine has this address.\nIf it was set up anew on purpose: write the address into org.yaml, then `create-metis-node apply`',
  },
} as const
