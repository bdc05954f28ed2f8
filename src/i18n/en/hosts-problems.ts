/** Problems of machines that were typed or pasted. */
export const texts = {
  'hosts.invalid-address': {
    what: '`{found}` is no usable IPv4 address.',
    why: 'An address is four numbers from 0 to 255 with dots between them; 127.…, 0.… and those from 224 on belong to no host.',
    fix: 'Write it as in `ops@10.0.0.11`; on the host itself `hostname -I` shows it.',
  },
  'hosts.ipv6-address': {
    what: '`{found}` is an IPv6 address.',
    why: 'The services register with an IPv4 address and know no other.',
    fix: 'Write the IPv4 address of the first network interface; on the host `hostname -I` shows it.',
  },
  'hosts.network': {
    what: '`{found}` is a whole network, not a host.',
    why: 'Nobody but you knows which of its addresses are meant to bear this organisation.',
    fix: 'Write the first and the last of them: `10.0.0.11-14` or `10.0.0.[11,12,17]`',
  },
  'hosts.invalid-range': {
    what: '`{found}` is no range of addresses.',
    why: 'A range goes from a smaller last number to a larger one, each from 0 to 255.',
    fix: 'Write it as in `10.0.0.11-14` or `ops@10.0.0.[11-14]`',
  },
  'hosts.range-too-large': {
    what: '`{found}` has {count} addresses.',
    why: 'A range may have {most}: a larger one is a slip more often than not.',
    fix: 'Write only the hosts that this organisation uses.',
  },
  'hosts.invalid-port': {
    what: '`{found}` is no SSH port.',
    why: 'A port is a number from 1 to 65535.',
    fix: 'Write it as in `ops@10.0.0.11:2222`, or leave it out for 22.',
  },
  'hosts.invalid-user': {
    what: '`{found}` is no name of a user.',
    why: 'A user begins with a letter or `_`, and has letters, digits and `.`, `_`, `-`, `@` or `\\` after it.',
    fix: 'Write the account that you log in with: `ops@10.0.0.11`',
  },
  'hosts.invalid-path': {
    what: '`{found}` is no path of a key file.',
    why: 'A key file is named, never pasted; control characters are in no path.',
    fix: 'Write it as in `~/.ssh/id_ed25519`',
  },
  'hosts.not-understood': {
    what: '`{found}` says nothing that belongs to a host.',
    why: 'A line has an address, and may have a name before it and a user, a port and a key file.',
    fix: 'Write it as in `h1 ops@10.0.0.11:22` or `h1,10.0.0.11,ops,22,~/.ssh/id_ed25519`',
  },
  'hosts.unknown-name': {
    what: '`{found}` is neither an address nor a host in your ~/.ssh/config.',
    why: 'A name from the name server is taken with a user in front of it, so that a slip is no host.',
    fix: 'Write the address: `ops@10.0.0.11`\nOr the name with its user: `ops@{found}`',
  },
  'hosts.unsupported-setting': {
    what: '`{found}` was not taken over from your ~/.ssh/config, which says `{setting}`.',
    why: 'It is part of the way to the host, and not known here. Without it another machine might be dialled, or none.',
    fix: 'Write where the host itself is reached: `ops@10.0.0.11`\nIf it is behind one jump host, say that with `ProxyJump`.',
  },
  'hosts.missing-address': {
    what: 'There is no address for `{found}`.',
    why: 'The column of addresses is empty in this line.',
    fix: 'Write the IPv4 address of the host there.',
  },
  'hosts.password': {
    what: 'There is a password in `{found}`; it was not taken over.',
    why: 'Passwords are never stored with the hosts. Each is asked for when a host wants it.',
    fix: 'Leave it out: `ops@10.0.0.11`\nThe password that was pasted is in the history of your terminal and clipboard.',
  },
  'hosts.there-already': {
    what: '`{found}` is there already as {host}; it was not added again.',
    why: 'Every host has an address of its own.',
    fix: 'Nothing, or correct the address.',
  },
  'hosts.renamed': {
    what: '`{found}` is called {host} here.',
    why: 'A name begins with a small letter, has small letters, digits and `-`, and no other host has it: it becomes the name of files.',
    fix: 'Nothing, or change the name of {host}.',
  },
  'hosts.name-taken': {
    what: 'Another host is called `{found}`.',
    why: 'The file knows hosts by their name.',
    fix: 'Choose another name.',
  },
  'hosts.too-many': {
    what: 'That would be more than {most} hosts; those from `{found}` on were not added.',
    why: 'One organisation has a few dozen hosts at most.',
    fix: 'Paste only the hosts of this organisation.',
  },
  'hosts.too-much-text': {
    what: 'Only the first {most} characters were read.',
    why: 'A list of hosts is short: this is probably something else.',
    fix: 'Paste only the lines with the hosts.',
  },
}
