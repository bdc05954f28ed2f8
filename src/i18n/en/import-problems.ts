/** Problems of inventories of the old playbooks. */
export const texts = {
  'import.no-inventory': {
    what: 'There is no inventory in {path}.',
    why: 'Expected is the folder of the old playbooks, with inventory.ini or what its ansible.cfg names, or an inventory file itself.',
    fix: 'Name the file: `create-metis-node import OLD-FOLDER/inventory.ini`',
  },
  'import.no-hosts': {
    what: 'The file names no host of an organisation.',
    why: 'The inventory of the old playbooks has groups such as [carrier] or [data], and hosts below them.',
    fix: 'Name the inventory that was used: `create-metis-node import OLD-FOLDER/inventory.ini`',
  },
  'import.not-text': {
    what: 'The file is no text.',
    why: 'It holds zero bytes, as programs, archives and UTF-16 do.',
    fix: 'Name the inventory itself, saved as UTF-8.',
  },
  'import.not-yaml': {
    what: 'This is no YAML.',
    why: 'The file was read up to here. What the line holds is not repeated, since it may be a password.',
    fix: 'Correct the line; `ansible-inventory --list` says whether Ansible can read the file.',
  },
  'import.executable': {
    what: 'The inventory is a program.',
    why: 'Programs of others are not started here.',
    fix: 'Let it say what it knows, and import that:\n  ansible-inventory -i INVENTORY --list > inventory.json\n  create-metis-node import inventory.json',
  },
  'import.too-large': {
    what: 'The file is larger than any inventory.',
    why: 'A file may have 1 MiB, and all that one import reads 8 MiB.',
    fix: 'Name the inventory itself.',
  },
  'import.too-many': {
    what: 'The file has more than {most} hosts, groups or sealed values.',
    why: 'No organisation has as many; a range such as n[1:9999] is soon written by mistake.',
    fix: 'Leave in a copy of the file what belongs to this organisation, and import that.',
  },
  'import.line': {
    what: 'The line was not understood: {found}',
    why: 'In a group stand hosts with `key=value` behind them, in [...:vars] `key = value`, in [...:children] names of groups; in YAML hosts, vars and children.',
    fix: 'Correct the line in a copy of the file, and import that.',
  },
  'import.refused': {
    what: 'Ansible refuses the whole file for this line: {found}',
    why: 'It is `key: value` in an INI file, a blank in the brackets, a quote without an end, or a group that is nowhere filled. It was read as it is meant; the last run must have used another file, or other values.',
    fix: 'Compare what was taken over with what runs on the hosts.',
  },
  'import.hash': {
    what: 'A `#` in the middle of a word ends the line.',
    why: 'Ansible takes what follows for a comment: a password with # in it is cut, and settings behind it are lost. It is the same here.',
    fix: 'If it was meant otherwise, put the value in quotes, in a copy of the file.',
  },
  'import.range': {
    what: '`{found}` is no range of hosts.',
    why: 'A range goes from a smaller to a larger end, both of them counting: n[1:3], n[01:10:2], n[a:c].',
    fix: 'Correct it in a copy of the file, and import that.',
  },
  'import.loop': {
    what: 'The group {group} is within itself.',
    why: 'Its children lead back to it, so that nobody can say which variables count.',
    fix: 'Take it out of [...:children] in a copy of the file.',
  },
  'import.later-release': {
    what: 'This inventory is of later playbooks, which install another network: it has {found}.',
    why: 'From 0.4 on there are a chain, a wallet and another gateway. Here Metis 0.3.0 is installed.',
    fix: 'Import the inventory of the branch `ansible`, which installed 0.3.0.',
  },
  'import.docker': {
    what: 'The inventory says deployment_method = docker.',
    why: 'The playbooks never had that part ready: nothing can run that was installed so.',
    fix: 'If it was installed as binaries after all, say so in a copy of the file: deployment_method = binary',
  },
  'import.several-hosts': {
    what: 'There are {count} hosts in [{role}].',
    why: 'An organisation has one, and the playbooks told all others of the first only.',
    fix: 'Leave the one that is in use, in a copy of the file.',
  },
  'import.vault-unreadable': {
    what: "This is no vault of Ansible's that can be opened here.",
    why: 'Known are the forms 1.1 and 1.2 with AES256; or the text was cut off.',
    fix: 'Open it there, in a copy of the folder that you remove afterwards: `ansible-vault decrypt FILE`',
  },
  'import.sealed': {
    what: "Ansible's vault has sealed what is needed of this file.",
    why: 'Its password is asked for at a terminal only.',
    fix: 'Leave the screens, and import there: `create-metis-node import FOLDER`\nThen open the folder that it has written.',
  },
  'import.vault-wrong': {
    what: 'The password does not open the vault.',
    why: 'It is another one, or the file was changed.',
    fix: 'Try again, or: `create-metis-node import PATH --vault-password-file FILE`',
  },
  'import.port': {
    what: '`{name}` has something that is no port: {found}',
    why: 'A port is a number from 1 to 65535; lists have one for each host of a group.',
    fix: 'Correct it in a copy of the file, and import that.',
  },
  'import.unknown-value': {
    what: 'What `{name}` is could not be worked out.',
    why: 'It was never filled in, or refers to something that only Ansible knows.',
    fix: 'Look on the host, and write it into org.yaml.',
  },
  'import.comment': {
    what: 'To Ansible the comment behind `{name}` is part of its value.',
    why: 'In [...:vars] a `#` behind a bare word begins no comment. It was left out here; the last run must have had another value, or failed.',
    fix: 'Compare it with what is on the host.',
  },
  'import.password-form': {
    what: 'To Ansible `{name}` is not the text that is written there.',
    why: 'Without quotes in an INI file a password such as 0123, 1e5 or True is read as a number or a word.',
    fix: 'If a login fails, try the password as it is written, too.',
  },
  'import.no-address': {
    what: 'The address of {host} is not in the inventory.',
    why: 'The old services registered under the name that the inventory gives a host, and ours need an IPv4 address. org.yaml has an example in its place.',
    fix: 'Look on the host, `hostname -I`, and write it into org.yaml.',
  },
  'import.way': {
    what: 'How {host} is reached was not taken over: `{name}`.',
    why: 'It is a command, or a way through several hosts. org.yaml knows one jump host: ProxyJump, or a ProxyCommand that calls ssh.',
    fix: 'If a jump host is needed, say so in org.yaml: `jump: { address: …, user: … }`',
  },
  'import.differs': {
    what: '`{key}` is said twice: {taken} was taken, not {other}.',
    why: 'Files, or names for one thing, contradict each other. Only the host can say which is true.',
    fix: 'Look on the host, and correct org.yaml if need be.',
  },
  'import.list-short': {
    what: '`{name}` has {count} ports for {hosts} hosts: none for {host}.',
    why: "The playbooks take the port at a host's place in its group, and fail where there is none.",
    fix: 'Look on the host, and write its port into org.yaml.',
  },
  'import.assumed': {
    what: 'Nobody bears {role}; it was given to the only host, {host}.',
    why: 'The group is empty, but its switch says that it is to be installed.',
    fix: 'Look whether it runs there; else name the other inventories, too: `create-metis-node import ONE OTHER`',
  },
  'import.switched-off': {
    what: '{role} was taken over, though its switch is off.',
    why: 'The switches say what one run of the playbooks was to touch, not what there is.',
    fix: 'If it never was installed, take it out of org.yaml.',
  },
  'import.renumbered': {
    what: 'The {count} Consul servers get the ports of the first one.',
    why: 'The old lists have other ports for each server; here all have the same. Everybody dials the first, so nobody notices.',
    fix: 'Nothing, unless somebody of your own asks the others.',
  },
  'import.renamed': {
    what: 'The organisation is called {used}; `{name}` was {found}.',
    why: 'A name here becomes one of files and units: small letters, digits and -.',
    fix: 'Write another one into org.yaml, if you like.',
  },
  'import.tls-published': {
    what: 'The certificate of the console was not taken over.',
    why: 'Its private key is the one that came with the playbooks: everybody has it, and no browser accepts the certificate.',
    fix: 'Get one of your own, and name it in org.yaml: `admin: { tls: { certificate: …, key: … } }`',
  },
  'import.tls-missing': {
    what: 'The console speaks HTTPS, but its certificate is not in {path}.',
    why: 'enable_tls is on. The files may be on the host only.',
    fix: 'Copy them to this machine, and name them in org.yaml: `admin: { tls: { certificate: …, key: … } }`',
  },
  'import.bootstrap-unknown': {
    what: 'Which nodes the carrier looks for first is not known; those of the release were taken.',
    why: 'They stand in no inventory but in the template of the role, {path}, which is not there or has something else.',
    fix: "Compare: on the carrier's host, `bootstrap-node` in ~/carrier/config/carrier.yml",
  },
  'import.partial': {
    what: 'No host bears: {roles}.',
    why: 'So it is in an inventory with which a node was added later.',
    fix: 'Name all inventories that were ever used, the first one first: `create-metis-node import FIRST ADDED`',
  },
  'import.other-hosts': {
    what: 'Some hosts were left out: {hosts}',
    why: 'They bear nothing that belongs to an organisation here.',
    fix: 'Nothing, unless one of them is missing in org.yaml.',
  },
  'import.more-inventories': {
    what: 'There are more inventories, which were not read: {files}',
    why: 'Nodes may have been added with them.',
    fix: 'If so, name them all, the first one first: `create-metis-node import FIRST ADDED`',
  },
}
