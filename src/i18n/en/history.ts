/** What was applied, and the way back. */
export const texts = {
  'help.history':
    'what was applied when, by whom, and what it changed; with a generation, its whole difference',
  'help.argument.generation': 'number of a generation, as history lists them',

  'history.from': 'As {host} keeps it:',
  'history.no-host':
    'No host answered. This is only what {path} tells; whether anything newer was applied is not known.',
  'history.no-record': 'None of the hosts that answered keeps a record. This is only what {path} tells.',
  'history.silent': 'No answer from {hosts}: whether anything newer was applied there is not known.',
  'history.nothing': 'Nothing was applied yet, as far as anybody tells.',
  'history.generation': 'GENERATION',
  'history.when': 'WHEN',
  'history.who': 'WHO',
  'history.version': 'VERSION',
  'history.changed': 'CHANGED',
  'history.one': 'Generation {generation}: {at}, by {by}, with version {program}',
  'history.lines': 'org.yaml +{added} -{removed}',
  'history.hosts': 'hosts',
  'history.roles': 'roles',
  'history.operators': 'operators',
  'history.release': 'release file',
  'history.secrets': 'secrets',
  'history.host-keys': 'host keys',
  'history.same': 'the same content again',
  'history.first': 'the first',
  'history.unknown': 'not known: the one before is not kept any more',
  'history.since': 'since generation {since}: {text}',
  'history.folder': 'The newest is generation {newest}; this folder comes from generation {known}.',
}
