import type { KIT_CODES } from '../../errors/codes/kit.js'
import type { Messages } from '../say.js'

export const kitMessages: Messages<(typeof KIT_CODES)[number]> = {
  'kit.host-by-hand': {
    what: '{host} is set up by hand: nothing connects to it.',
    why: 'org.yaml says `byHand: true` for it.',
    fix: "Do it on the host's own console, or remove `byHand: true` to have it done over SSH.",
  },
  'kit.unknown-host': {
    what: 'There is no host `{found}` in org.yaml.',
    why: 'It knows {known}.',
    fix: 'Did you mean `{nearest}`?',
  },
  'kit.not-by-hand': {
    what: '{host} is not set up by hand, so it needs no kit.',
    why: '`apply` connects to it and sets it up itself.',
    fix: 'For a host that nothing may connect to, write to its entry in org.yaml: byHand: true',
  },
  'kit.no-roles': {
    what: '{host} has no role, so there is nothing to carry there.',
    why: 'A kit holds what the roles of its host need.',
    fix: 'Give it a role in org.yaml.',
  },
  'kit.system-unknown': {
    what: 'What fits {host} is not known: `{what}` is missing.',
    why: 'Nothing has come back from {host} yet, and its kit depends on that.',
    fix: 'On the host, look at: cat /etc/os-release; grep -cw avx2 /proc/cpuinfo\nThen say it: create-metis-node bundle export-host {host} --os debian-12 --cpu avx2',
  },
  'kit.folder-in-use': {
    what: '{path} is there already.',
    why: 'A kit is made in a place of its own, so that no two are mixed up.',
    fix: 'Name another place with -o, or remove that one first: it may hold secrets.',
  },
  'kit.receipt-invalid': {
    what: '{path} is no receipt of a kit: {reason}.',
    why: 'A receipt is the file that the kit wrote on the host, name and content as they were.',
    fix: 'Carry the file `HOST.receipt` again; on the host `bash run.sh --receipt` writes a new one.',
  },
  'kit.receipt-damaged': {
    what: 'The receipt {path} was changed or cut off on its way.',
    why: 'Its last line holds a checksum of all the others, and it is another one.',
    fix: 'Copy it again from the host, as a file and not as text.',
  },
  'kit.receipt-of-others': {
    what: 'The receipt is of another organisation: {found}.',
    why: 'Its kit was not made with the secrets of {organisation}.',
    fix: 'Import it where its kit was made, with -f OTHER/org.yaml',
  },
  'kit.receipt-of-other-host': {
    what: 'The receipt is of `{found}` ({address}), which org.yaml does not know as a host that is set up by hand.',
    why: 'Its name or address was changed since the kit was made, or it is the wrong file.',
    fix: 'Compare with the hosts in org.yaml: {known}',
  },
  'kit.receipt-clock': {
    what: 'The receipt says that it was written at {made}, and here it is {now} (its kit was made at {kitMade}).',
    why: 'The clock of {host} or of this machine is wrong; services refuse what is more than 3 seconds off.',
    fix: 'Set the clock that is wrong, then on the host: bash run.sh --receipt',
  },
  'kit.receipt-older': {
    what: 'A newer receipt of {host} was imported before: it is of {stored}, this one of {made}.',
    why: 'What the host told then is closer to what is there now.',
    fix: 'If you mean this one, import it with --yes.',
  },
  'kit.stored-damaged': {
    what: 'What was kept of the last receipt of {host} can not be read: {reason}.',
    why: '{path} was edited or cut off.',
    fix: 'Move it away: mv {quoted} {quoted}.old\nThen import the receipt again.',
  },
}
