/** Backups, and what comes back of them. */
export const texts = {
  'backup.stands-still':
    'So that identity and database are of one moment, this stands still while it is packed, and is started again: {instances}.',
  'backup.confirm': 'Take the backup now?',
  'backup.starting-again': 'Starting again what was stopped for the backup ...',
  'backup.writing': 'Writing {path} ...',
  'backup.reading-back': 'Reading it back ...',
  'backup.saved':
    '{path}: {bytes}, {parts} {parts:part|parts} of hosts, sealed, read back, every checksum right.',
  'backup.used-again':
    '{path} was made for this very change at {at}, of generation {generation}, and read back: it is used again.',
  'backup.was-away': '{instance} was away for {seconds} {seconds:second|seconds}.',
  'backup.removed': 'Removed as one too many: {path}',
  'backup.done': 'The backup is complete.',
  'backup.verifying': 'Reading all of {path} ...',
  'backup.of':
    'Generation {generation} of {organisation}, as of {at}, with {release}; taken by {user} on {machine}.',
  'backup.rows': '{rows} {rows:row|rows}',
  'backup.verified': '{path} can be opened, and every checksum in it is right.',
  'backup.none': 'There is no backup in {folder}. To take one: create-metis-node backup',
  'backup.column.file': 'FILE',
  'backup.column.size': 'SIZE',
  'backup.column.about': 'WHAT IT IS',
  'backup.column.instance': 'OF',
  'backup.column.name': 'WHAT',
  'backup.column.rows': 'ROWS',
  'backup.generation': 'generation {generation}, {release}',
  'backup.generation-data': 'generation {generation}, {release}, with uploads and results',
  'backup.about-unsigned': '{about}; not signed',
  'backup.of-host': 'of {host}: generation {generation}, {release}',
  'backup.of-host-sealed': 'of {host}: opens with what opens its secrets, not with the secrets here',
  'backup.sent-by': 'of {from}, on {at}',
  'backup.fetching': 'Fetching {name} from {host}, {bytes} ...',
  'backup.for-keys': 'opens with the key of an operator',
  'restore.folder-there': 'There is an organisation in this folder already: {files}. It is moved to {aside}.',
  'restore.stands-there':
    'There is something already of {instances}. It is stopped and moved aside on its host, below moved/, and what is in the backup takes its place; what came since is not in it.',
  'restore.former-hosts':
    'org.yaml no longer names {hosts}, and they do not answer. What still runs there has the same identity: see that they are off for good before you go on.',
  'restore.confirm-name':
    'Type the name of the organisation ({organisation}) to put the backup in its place: ',
  'restore.confirm': 'Restore this now?',
  'restore.again': 'The same restore again goes on from here.',
  'restore.carrying': 'Carrying {name} to {host}, {bytes} ...',
  'restore.done':
    '{organisation} is back as it was at {at}, generation {generation}: same identity, same data.',
  'restore.rehearsing': 'The same on simulated hosts, into a folder that goes again:',
  'restore.rehearsed': 'The backup has what it needs: on fresh machines it becomes a verified organisation.',
  'backup.for-passphrase': 'opens with another recovery passphrase than the one of now',
}
