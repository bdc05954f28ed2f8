/** Of what is brought back from the hosts of an organisation. */
export const texts = {
  'help.recover': 'for a new laptop: from any one host of an organisation to a folder with which it goes on',
  'help.option.from': 'one of its hosts: [user@]host[:port], or a name of ~/.ssh/config',
  'help.option.passphrase-file':
    'file (mode 0600) with the recovery passphrase; also: METIS_RECOVERY_PASSPHRASE',
  'help.option.identity': 'file (mode 0600) with your age key, where org.yaml names operators',

  'recover.connecting': 'Connecting to {host} ...',
  'recover.reading': 'Reading what {host} keeps ...',
  'recover.opening': 'Opening the secrets of {organisation}, generation {generation} ...',
  'recover.asking': 'Asking {count} other {count:host|hosts} what they keep ...',
  'recover.found':
    'Generation {generation} of {organisation}, applied by {user} on {machine} at {at} with version {program}.',
  'recover.host': 'Host',
  'recover.keeps': 'Keeps',
  'recover.at.same': 'the same',
  'recover.at.older': 'generation {generation}: older, it was away; the next apply brings it up to date',
  'recover.at.newer': 'generation {generation}: NEWER than what is in this folder now',
  'recover.at.other': 'another generation {generation}, of somebody who had not seen this one',
  'recover.at.none': 'no record',
  'recover.at.other-organisation': 'generation {generation} of another organisation, {organisation}',
  'recover.at.not-signed': 'a record that nobody has made who has the secrets: look at this host',
  'recover.at.unknown': 'unknown. {why}',
  'recover.pull': 'Take over what is newer, or another one, before you change anything: {command}',

  'recover.intro': 'Each of its hosts keeps what was applied last. One of them is enough to go on from here.',
  'recover.hint.from': 'Any of them that you can log in to',
  'recover.field.from': 'One of its hosts',
  'recover.field.folder': 'Folder',
  'recover.field.key': 'Passphrase',
  'recover.hint.folder': 'A new folder on this computer',
  'recover.hint.key': 'The recovery passphrase, or the file of your age key where operators have one',
  'recover.changes-nothing': 'Nothing is changed on any host.',
  'recover.there': '{folder} is there.',
}
