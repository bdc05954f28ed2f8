/** Problems of calling a command, and of carrying one out. */
export const texts = {
  'command.no-organisation': {
    what: 'There is no {file}.',
    why: "Every command but init works on an organisation's file.",
    fix: 'If there is one elsewhere, go to its folder or name it: `--file path/to/org.yaml`\nIf there is none yet: `create-metis-node init --preset minimal`',
  },
  'command.organisation-lost': {
    what: 'There is no {file}, though generation {generation} of {organisation} was applied from this folder.',
    why: 'It was moved or deleted since.',
    fix: 'From version control: `git -C {folder} checkout -- org.yaml`\nElse from one of its hosts, into a new folder: `create-metis-node recover --from USER@{address} NEW-FOLDER`',
  },
  'command.unknown-command': {
    what: 'There is no command `{command} {given}`.',
    why: 'There are: {known}.',
    fix: 'Did you mean `{command} {nearest}`?\nSee what each is for: `{command} --help`',
  },
  'command.unknown-option': {
    what: '`{command}` has no option {given}.',
    why: '',
    fix: 'Did you mean {nearest}?\nSee all of them: `{command} --help`',
  },
  'command.value-missing': {
    what: '{option} was given without its value.',
    why: 'What follows an option and begins with a hyphen is another option.',
    fix: 'Give its value: `{command} {usage}`\nA value that does begin with a hyphen: `{option}=-...`',
  },
  'command.argument-missing': {
    what: 'What comes after the command was left out: <{argument}>.',
    why: '',
    fix: 'Call it like this: `{usage}`\nSee what is meant: `{command} --help`',
  },
  'command.argument-too-many': {
    what: 'That is too much after the command: {given}.',
    why: 'It is called like this: `{usage}`',
    fix: 'Leave it out. A name with blanks in it goes between quotes.\nSee what there is: `{command} --help`',
  },
  'command.invalid-option': {
    what: '{option}: {value} is not one of {allowed}.',
    why: '',
    fix: 'Give {option} one of: {allowed}',
  },
  'command.options-exclude': {
    what: '{one} and {other} can not be given together.',
    why: 'Each says something else, and only one would be followed.',
    fix: 'Leave one of them out.',
  },
  'command.needs-answer': {
    what: 'This needs an answer, and there is nobody to ask: {question}',
    why: 'The command runs without a terminal, or with --json, and then it never waits for input.',
    fix: 'Give the answer beforehand: {flag}',
  },
  'command.credentials-unreadable': {
    what: 'The credentials on standard input could not be read: {reason}',
    why: '--credentials-from-stdin wants one JSON object, and that the input ends after it.',
    fix: 'Give one object of this shape: `{"login": {"ops@10.0.0.11:22": "..."}, "sudo": {"ops@10.0.0.11:22": "..."}}`',
  },
  'command.needs-name': {
    what: 'This needs the name {organisation} as confirmation, and there is nobody to ask.',
    why: 'What removes or replaces data is never confirmed by --yes alone.',
    fix: 'Read the list above, then run: `create-metis-node {again} --confirm {organisation}`',
  },
  'command.name-differs': {
    what: 'The name that was given, {given}, is not {organisation}. Nothing was removed or replaced.',
    why: 'Another folder, or another --file, than was meant.',
    fix: 'Make sure that {file} is the organisation that is meant.',
  },
  'command.unknown-selection': {
    what: '{given} is neither a role nor an instance of {organisation}.',
    why: 'There are: {known}.',
    fix: 'Did you mean {nearest}?',
  },
  'command.preset-missing': {
    what: 'init needs to know which preset to start from.',
    why: '',
    fix: 'See what there is: `create-metis-node init --list`\nThen, for example: `create-metis-node init --preset minimal`',
  },
  'command.unknown-code': {
    what: 'There is no code {given}.',
    why: '',
    fix: 'Did you mean {nearest}?\nSee all of them: `create-metis-node explain`',
  },
  'command.unknown-secret': {
    what: 'There is no secret {given} in {path}.',
    why: 'There are: {known}.',
    fix: 'Did you mean {nearest}?\nSee what each is for: `create-metis-node secrets show`',
  },
  'command.not-rotated': {
    what: '{given} is nothing that can be rotated.',
    why: 'There are: {known}.',
    fix: 'Did you mean {nearest}?\n`create-metis-node secrets rotate {nearest}`',
  },
  'command.carrier-key-stays': {
    what: 'The carrier key is never rotated: it is the identity of the node in the network.',
    why: 'With another key the carrier would be another member. The network, and all that was published and registered under the former identity, would not know it; partners would have to be told anew.',
    fix: 'Passwords can be rotated: `create-metis-node secrets rotate console-password`\nIf the key is in the hands of others, leave the network in the console first, and install an organisation anew.',
  },
  'command.rotates-by-hand': {
    what: '{name} can not be rotated: what would show that it works is on {host}, which is set up by hand.',
    why: 'Nothing may connect to {host}, so nobody could see there whether the new value works, or put the former back.',
    fix: 'Rotate from a machine that may connect to {host}, without `byHand` there.',
  },
  'command.no-tls': {
    what: 'The console of this organisation has no certificate: org.yaml names none.',
    why: 'Without `tls` below the admin it speaks HTTP only.',
    fix: 'Name certificate and key in org.yaml, for example `admin: { host: h1, tls: { certificate: console.crt, key: console.key } }`, then: `create-metis-node apply`',
  },
  'command.only-for-tls': {
    what: '{option} is for `tls`, not for {name}: its new value is made, not given.',
    why: '',
    fix: 'Leave the option out: `create-metis-node secrets rotate {name}`',
  },
  'command.certificate-without-key': {
    what: 'A certificate and its key are given together.',
    why: 'One without the other would be served by nobody.',
    fix: '`create-metis-node secrets rotate tls --certificate NEW.crt --key NEW.key`',
  },
  'command.certificate-unreadable': {
    what: '{path} is no certificate or key that can be used: {reason}.',
    why: 'The console wants PEM files: the certificate with its chain behind it, and the key without a passphrase.',
    fix: 'Look at it: `openssl x509 -noout -text -in FILE` or `openssl pkey -noout -in FILE`',
  },
  'command.certificate-key-differs': {
    what: '{certificate} does not belong to the key {key}.',
    why: 'It was made for another key; nginx would refuse both.',
    fix: 'Name the key that the certificate was asked for with, and the certificate of the server itself first in its file, before its chain.',
  },
  'command.certificate-out-of-date': {
    what: '{certificate} is valid from {from} to {to}, and it is {now}.',
    why: 'Browsers would refuse it.',
    fix: 'Get one that is valid now. If it should be, look at the clock of this machine: `date -u`',
  },
  'command.certificate-other-name': {
    what: '{certificate} is not for {missing}.',
    why: 'It is for: {names}. Browsers would refuse it where they know the console by another name.',
    fix: 'Get one that has every name and address of the console as a subject alternative name.\nIf the console is not known by these any more, put the files in the place of those that org.yaml names: `create-metis-node apply`',
  },
  'command.certificate-same': {
    what: 'The console has the certificate {certificate} already.',
    why: 'There is nothing to rotate.',
    fix: 'Name a new one: `create-metis-node secrets rotate tls --certificate NEW.crt --key NEW.key`\nOr put renewed files in the place of those that org.yaml names, and rotate without these options.',
  },
  'command.invalid-name': {
    what: '{given} can not be the name of an organisation.',
    why: 'It becomes part of file names: lower-case letters, digits and hyphens, a letter first, 31 characters at most.',
    fix: 'For example: --name {suggestion}',
  },
  'command.exists-already': {
    what: '{path} exists already; it was left as it is, and nothing was written.',
    why: 'init never overwrites an organisation: its secrets could not be made again.',
    fix: 'To go on with it: `create-metis-node validate --file {quoted}`\nTo begin another one: `create-metis-node init other-folder --preset {preset}`',
  },
  'command.folder-taken': {
    what: '{folder} holds another organisation, {found}; nothing was written for {organisation}.',
    why: 'Each organisation has a folder of its own: its passwords and host keys must not mix with those of another.',
    fix: 'Choose another folder for {organisation}.\nTo go on with {found}, open its folder instead.',
  },
  'command.from-missing': {
    what: 'It was not said which host to ask.',
    why: 'Every host of an organisation keeps what was applied last; one of them is enough.',
    fix: 'Name one that you can log in to: `create-metis-node recover --from USER@HOST`',
  },
  'command.organisation-there': {
    what: '{path} is there already; it was left as it is, and nothing was written.',
    why: 'An organisation is never written over another one: its secrets could not be made again.',
    fix: 'Name a folder that is new: `create-metis-node recover --from {from} FOLDER`\nIf it is of the same organisation, bring it up to date: `create-metis-node pull --file {quoted}`',
  },
  'command.recovered-already': {
    what: '{path} is there already, and names {from} as one of its hosts; nothing was written.',
    why: 'That is a folder of this organisation: lines that were changed in it would be lost.',
    fix: 'Bring it up to date; your own changes stay: `create-metis-node pull --file {quoted}`\nTo have a second one all the same: `create-metis-node recover --from {from} FOLDER`',
  },
  'command.secrets-there': {
    what: '{path} is there already, and holds other secrets; nothing was written.',
    why: 'Secrets are never written over others: those could not be made again.',
    fix: 'Name a folder that is new, or move the file away if you know that nobody needs it: `mv {quoted} {quoted}.old`',
  },
  'command.write-failed': {
    what: '{path} could not be written: {reason}.',
    why: 'The folder may belong to another user, or its disk may be full.',
    fix: 'Look at it: `ls -ld {folder}; df -h {folder}`\nThen run the command again.',
  },
  'command.host-unseen': {
    what: '{host} did not answer, so nothing was removed from any host.',
    why: 'What of the organisation a host holds, only the host itself can tell.',
    fix: 'See why it does not answer: `create-metis-node check`\nIf it is gone for good, take it out of org.yaml, then run destroy again.',
  },
  'command.backup-failed': {
    what: 'The backup of {what} failed. Nothing was removed; the services are stopped.',
    why: 'Without a backup, identity and databases would be lost for good.',
    fix: 'Look at the output above; often the disk of the host or of this machine is full, or the database does not run.\nThen run destroy again, or bring the services back: `create-metis-node start`',
  },
  'command.left-over': {
    what: 'After the removal, {count} things are still there, first: {what}',
    why: 'Something outside of this program may be using it or may have made it.',
    fix: 'Run destroy again.\nIf it stays, look at it on the host and remove it by hand.',
  },
  'command.not-installed': {
    what: 'None of the instances meant is installed on its host yet: {instances}',
    why: 'start, stop and restart work on what apply has installed.',
    fix: 'Install it: `create-metis-node apply`',
  },
  'command.logs-failed': {
    what: 'The logs could not be read (journalctl ended with {exitCode}).',
    why: 'The journal of the host may be damaged or not be kept.',
    fix: 'Look on the host: `journalctl -u {unit} -n 20`',
  },
  'rehearsal.unknown-fault': {
    what: 'There is no fault {given}.',
    why: 'Faults that can be rehearsed: {known}.',
    fix: 'For example: {nearest}',
  },
  'rehearsal.unknown-phase': {
    what: 'There is no phase {given} in which a fault could happen.',
    why: 'An installation has these phases: {known}.',
    fix: 'For example: {nearest}',
  },
  'rehearsal.malformed-fault': {
    what: 'The fault {given} is not written as {name} has to be.',
    why: 'A fault is written NAME@PHASE:HOST:PORT. Only host-lost, disk-full and port-busy take a phase, and only port-busy has a port, which it needs.',
    fix: 'For example: `create-metis-node rehearse --fault {example}`',
  },
  'rehearsal.no-such-day': {
    what: '{organisation} can not have the day {day}.',
    why: 'Nothing of it may be missing, or there is no other host that a role could move to.',
    fix: 'Rehearse it with more hosts: `create-metis-node rehearse --hosts 6 --day {day}`',
  },
  'rehearsal.sealed-for-operators': {
    what: 'A lost laptop can not be rehearsed with operators: {operators}.',
    why: 'What the hosts keep is sealed for their age keys alone, and a rehearsal has none of those.',
    fix: 'Rehearse a copy of org.yaml without `operators`: the passphrase takes the place of the key, all else is the same.',
  },
  'rehearsal.unknown-host': {
    what: 'The fault {given} names the host {host}, which is not in the organisation.',
    why: 'The rehearsed organisation has these hosts: {known}.',
    fix: 'For example: {nearest}',
  },
}
