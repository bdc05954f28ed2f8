/** Problems of what stands in org.yaml and in release files. */
export const texts = {
  'topology.unknown-key': {
    what: '`{path}`: there is no key `{key}` here.',
    why: 'Known keys here: {known}.',
    fix: 'Remove `{key}`, or use one of the known keys.',
  },
  'topology.misspelt-key': {
    what: '`{path}`: there is no key `{key}` here. Did you mean `{nearest}`?',
    why: 'Known keys here: {known}.',
    fix: 'Write `{nearest}` instead of `{key}`.',
  },
  'topology.missing-key': {
    what: '`{path}` is missing.',
    why: 'It has no default.',
    fix: 'Add `{key}` at this place.',
  },
  'topology.empty-value': {
    what: '`{path}` has no value.',
    why: 'A key with nothing behind it means nothing, not the default.',
    fix: 'Give `{key}` a value, or remove the line.',
  },
  'topology.secret-in-file': {
    what: '`{path}` would hold a secret.',
    why: 'This file is copied, mailed and kept in version control: it holds no password and no key.',
    fix: 'Remove it from the file: passwords are asked for when they are needed.\nGive keys as the path of a file.',
  },
  'topology.expected-text': {
    what: '`{path}` must be text, not {found}.',
    why: 'YAML reads digits as a number, and true or null as no text at all.',
    fix: 'Write the value in quotes.',
  },
  'topology.expected-number': {
    what: '`{path}` must be a number, not {found}.',
    why: 'Quotes or letters make it text.',
    fix: 'Write the number alone, without quotes.',
  },
  'topology.expected-boolean': {
    what: '`{path}` must be true or false, not {found}.',
    why: 'YAML 1.2 reads yes and no as text.',
    fix: 'Write `true` or `false` without quotes.',
  },
  'topology.expected-list': {
    what: '`{path}` must be a list, not {found}.',
    why: 'Even a single item stands in a list here.',
    fix: 'Write it as a list: [first, second]',
  },
  'topology.expected-mapping': {
    what: '`{path}` must be keys with values, not {found}.',
    why: 'Perhaps the lines below are not indented.',
    fix: 'Write it as { key: value }, or as indented lines below.',
  },
  'topology.expected-host-or-list': {
    what: '`{path}` must be a host, or a list of hosts, not {found}.',
    why: 'Hosts are named as under `hosts`.',
    fix: 'Write a host: h1\nOr a list: [h1, h2]',
  },
  'topology.expected-one-of': {
    what: '`{path}` cannot be {found}.',
    why: 'There are: {values}',
    fix: 'Write one of them, as it stands there.',
  },
  'topology.invalid-value': {
    what: '`{path}` cannot be {found}.',
    why: 'The value does not have the form that is expected here.',
    fix: 'Compare org.yaml with its JSON Schema: create-metis-node schema\nCompare a release file with one in presets/releases of this program.',
  },
  'topology.invalid-name': {
    what: '`{path}`: {found} is not a usable name.',
    why: 'Names become files, directories and systemd units: a small letter first, then small letters, digits and -, 31 characters at most.',
    fix: 'Choose a name such as acme or host-1.',
  },
  'topology.invalid-address': {
    what: '`{path}` must be the IPv4 address of one host, not {found}.',
    why: 'The services refuse names, IPv6, 0.0.0.0 and leading zeros; the quad is four numbers from 0 to 255.',
    fix: 'On the host, `hostname -I` prints its addresses; take the first.',
  },
  'topology.loopback-address': {
    what: '`{path}` is a loopback address: {found}.',
    why: 'Only the host itself can reach it; other hosts and organisations would call themselves.',
    fix: 'For an address of the host, see there: `hostname -I`\nFor an external address, ask whoever runs the router.',
  },
  'topology.invalid-host': {
    what: '`{path}` must be an IPv4 address or a host name, not {found}.',
    why: 'A host name has letters, digits, - and dots; no underscore, no port, no http://.',
    fix: 'Write for instance 10.0.0.5 or db.example.org.',
  },
  'topology.invalid-endpoint': {
    what: '`{path}` must be ADDRESS:PORT, not {found}.',
    why: 'It is kept in Consul as ADDRESS_PORT: with an underscore in the name the carrier could not take the two apart.',
    fix: 'Write for instance 10.9.9.9:9090.',
  },
  'topology.invalid-port': {
    what: '`{path}` must be a port from 1 to 65535, not {found}.',
    why: 'A port is a whole number without quotes.',
    fix: 'Write a number between 1 and 65535.',
  },
  'topology.privileged-port': {
    what: '`{path}` cannot be {found}.',
    why: 'The service runs as an ordinary account, which may not listen on ports below 1024.',
    fix: 'Choose a port from 1024 on, or leave the key out for the default.',
  },
  'topology.fighter-port': {
    what: '`{path}` cannot be {found}.',
    why: 'Data and compute services refuse to start on a port up to 1024.',
    fix: 'Choose a port above 1024, or leave the key out for the default.',
  },
  'topology.invalid-task-ports': {
    what: '`{path}` must be a range FIRST-LAST, not {found}.',
    why: 'Both ends lie between 1025 and 65535, the first not above the last.',
    fix: 'Write for instance 31000-31100.',
  },
  'topology.invalid-network': {
    what: '`{path}` is no network: {found}.',
    why: 'A network is an IPv4 address with the bits that count behind a slash; a single address stands alone.',
    fix: 'Write for instance 192.168.7.0/24.',
  },
  'topology.invalid-user': {
    what: '`{path}` is not a usable account name: {found}.',
    why: 'Letters, digits, ., _ and - without spaces.',
    fix: 'Write the name that you log in with.',
  },
  'topology.invalid-service-user': {
    what: '`{path}` is not a usable Unix account name: {found}.',
    why: 'A small letter or _ first, then small letters, digits, _ and -, 31 characters at most.',
    fix: 'Choose a name such as metis, or leave the key out.',
  },
  'topology.system-account': {
    what: '`{path}` cannot be {found}.',
    why: 'That account belongs to the operating system; the services need one of their own, without rights.',
    fix: 'Choose a name such as metis, or leave the key out.',
  },
  'topology.invalid-directory': {
    what: '`{path}` must be an absolute path, not {found}.',
    why: 'Only letters, digits, ., _ and - between the slashes; no blanks, no .., no slash at the end.',
    fix: 'Write for instance /opt/metis, or leave the key out.',
  },
  'topology.system-directory': {
    what: '`{path}` cannot be {found}.',
    why: 'That directory belongs to the system or to others; a removal deletes the whole install directory.',
    fix: 'Choose a directory of its own, for instance /opt/metis.',
  },
  'topology.invalid-path': {
    what: '`{path}` is not a usable path.',
    why: 'It is empty or holds a line break or another control character.',
    fix: 'Write the path of the file on one line.',
  },
  'topology.invalid-host-key': {
    what: '`{path}` is not a host key fingerprint: {found}.',
    why: 'It has the form SHA256: and 43 characters, as ssh shows it.',
    fix: 'On the host: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub',
  },
  'topology.invalid-bootstrap-node': {
    what: '`{path}` is not a bootstrap node: {found}.',
    why: 'The carrier takes ENR strings (enr:…) and skips anything else without a word.',
    fix: 'Ask the other organisation for the localBootstrapNode of its carrier.',
  },
  'topology.invalid-source': {
    what: '`{path}` must be a folder or an http(s) address, not {found}.',
    why: 'Files are fetched over http and https, or read from a folder.',
    fix: 'Write for instance ./artifacts or https://mirror.example.org/metis/0.3.0/',
  },
  'topology.unknown-release': {
    what: 'There is no release `{release}`.',
    why: 'Known releases: {known}.',
    fix: 'release: {nearest}',
  },
  'topology.unfilled-hole': {
    what: '`{path}` still holds the example {found}.',
    why: 'It comes from a preset or a manual and leads nowhere.',
    fix: 'Put your own value there.',
  },
  'topology.unknown-host': {
    what: '`{path}` names the host `{host}`, which is not under `hosts`.',
    why: 'Known hosts: {known}.',
    fix: 'Use a known host, or add it under hosts: {host}: { address: …, user: … }',
  },
  'topology.misspelt-host': {
    what: '`{path}` names the host `{host}`, which is not under `hosts`. Did you mean `{nearest}`?',
    why: 'Known hosts: {known}.',
    fix: 'Write `{nearest}` instead of `{host}`.',
  },
  'topology.repeated-role': {
    what: '`{path}`: host `{host}` bears the role {role} twice.',
    why: 'Only data and compute may be several times on one host.',
    fix: 'Remove one, or name another host.',
  },
  'topology.role-missing': {
    what: 'There is no {role}.',
    why: '{role:count}',
    fix: 'Write it as in `{role:yaml}`',
  },
  'topology.role-single': {
    what: '`{path}` is a list, but an organisation has one {role}, which is not written as a list.',
    why: '{role:count}',
    fix: 'Write it as in `{role:yaml}`',
  },
  'topology.role-odd': {
    what: 'The role {role} runs on 1, 3 or 5 hosts; this file has {count}.',
    why: '{role:count}',
    fix: 'Write it as in `{role:yaml}`',
  },
  'topology.role-several': {
    what: 'There are {count} of the role {role}.',
    why: '{role:count}',
    fix: 'Keep one in roles.{role}, unless you know why you need more.',
  },
  'topology.role-needed': {
    what: 'There is {role}, but no {needed}.',
    why: '{needed:count}',
    fix: 'Write it as in `{needed:yaml}`',
  },
  'topology.missing-external-address': {
    what: 'The {role} has no external address.',
    why: 'Other organisations dial it; without the address they cannot find yours.',
    fix: '{role}: { host: {host}, externalAddress: ADDRESS }',
  },
  'topology.duplicate-address': {
    what: 'The hosts `{other}` and `{host}` have the same address {address}.',
    why: 'They would be the same machine, and be told apart by nothing.',
    fix: 'Correct the address of one; for one machine use one host.',
  },
  'topology.duplicate-login': {
    what: 'The hosts `{other}` and `{host}` are reached by SSH at the same address and port.',
    why: 'Both names would lead to the same machine.',
    fix: 'Correct `ssh` or `port` of one of them.',
  },
  'topology.several-local-hosts': {
    what: 'Both `{other}` and `{host}` are marked as this machine.',
    why: 'The installer runs on one machine only.',
    fix: 'Remove `local: true` from one of them.',
  },
  'topology.local-login': {
    what: 'Host `{host}` is this machine (`local: true`), but has `{key}` for SSH.',
    why: 'On this machine nothing goes through SSH, so the key would have no effect.',
    fix: 'Remove `{key}`, or remove `local: true`.',
  },
  'topology.by-hand-login': {
    what: 'Host `{host}` is set up by hand (`byHand: true`), but has `{key}`.',
    why: 'Nothing is ever connected to it, so the key would have no effect.',
    fix: 'Remove `{key}`, or remove `byHand: true`.',
  },
  'topology.missing-user': {
    what: 'Host `{host}` has no SSH user.',
    why: 'The installer logs in there and uses sudo.',
    fix: 'Add to the host: user: NAME\nOr, for the machine you are on: local: true',
  },
  'topology.service-user-logs-in': {
    what: '`{user}` is the SSH user of host `{host}`, and an account of services.',
    why: 'Accounts of services cannot log in, and a removal deletes them.',
    fix: 'serviceUser: metis, or another name that nobody uses',
  },
  'topology.port-clash': {
    what: 'Port {port} of host `{host}` is wanted twice: by {one} and by {other}.',
    why: 'Only one program can listen on a port; the other would fail or hang.',
    fix: 'Set `{setting}` to something else, for instance {free}.',
  },
  'topology.no-free-port': {
    what: 'On host `{host}` there are not enough free ports for a {role} service.',
    why: 'A service whose ports are not in the file gets the next free ones; what the others take leaves none of them.',
    fix: 'Write a smaller range as `taskPorts` of another service on this host.\nOr move one of them to another host.',
  },
  'topology.unknown-artifact': {
    what: '`{path}`: {release} has no artifact `{id}`.',
    why: 'Its artifacts: {known}.',
    fix: 'Use one of these ids.',
  },
  'topology.idle-host': {
    what: 'Host `{host}` bears no role.',
    why: 'It is looked at, but nothing is installed on it.',
    fix: 'Give it a role, or remove it from hosts.',
  },
  'topology.unknown-receiver': {
    what: '`{path}` names the host `{host}`, which is not under `hosts`.',
    why: 'Backups of all hosts are to go to a host of the organisation. Known hosts: {known}.',
    fix: 'Use a known host, or add it under hosts; it needs no role.',
  },
  'topology.receiver-by-hand': {
    what: '`{path}`: host `{host}` is set up by hand, and gets no backups.',
    why: 'Nothing connects to it, while backups come to where the program has made an account for them.',
    fix: 'Name another host.',
  },
  'topology.receiver-keeps-own': {
    what: 'Host `{host}` gets the backups of all, and so its own as well.',
    why: 'What it alone has is lost with it, and the backup of that, too.',
    fix: 'Name a host that bears neither carrier nor admin nor the first consul; it needs no role at all.',
  },
  'topology.automatic-port': {
    what: 'A {role} service on host `{host}` got the next free ports: {port}, task ports {taskPorts}.',
    why: 'Its port is part of its identity: if an entry before it is removed, it would get another one and lose its files.',
    fix: 'Write them down: { host: {host}, port: {port}, taskPorts: {taskPorts} }',
  },
  'topology.defect-shared-via-address': {
    what: '{release} with {count} {role} services sends every task to the same one.',
    why: 'All {role} services share the address of the via, and the carrier takes the first that matches: data that lies with another one is not found.',
    fix: 'Keep one {role} service per organisation, until a release is without this fault.',
  },
}
