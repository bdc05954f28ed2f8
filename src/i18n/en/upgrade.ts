export const texts = {
  'upgrade.head.upgrade': 'From release {from} to {to}:',
  'upgrade.head.rollback': 'Back from release {from} to {to}:',
  'upgrade.older': 'this goes back: {to} is older than {from}',
  'upgrade.same-files':
    'the same version and the same program files as now: only what else the release says can differ',
  'upgrade.restarts': 'started again: {instances}',
  'upgrade.sends': 'to send: {names} ({bytes})',
  'upgrade.sends-nothing': 'nothing to send: its program files are on the hosts',
  'upgrade.migrations': 'what the new programs make of data when they start:',
  'upgrade.migrations.none': 'the new programs leave data as it is: no migrations',
  'upgrade.migrations.unknown': 'which migrations of data the new programs run, the release does not say',
  'upgrade.migration.one-way': '; can not be undone',
  'upgrade.migration.loses': '; lost with it: {loses}',
  'upgrade.migrated': 'migrated by the present programs, and still read by those of {version}: {names}',
  'upgrade.back': 'there is a way back: create-metis-node rollback',
  'upgrade.back-unknown':
    'rollback brings the former programs back; whether they can read what the new ones have written, the release does not say',
  'upgrade.no-back': 'no way back: the former programs can not read any more what these have had: {roles}',
  'upgrade.more': 'Every file and every reason: the same command with --verbose',
  'upgrade.same': 'Nothing to do: the hosts have {release} already.',
  'upgrade.confirm.upgrade': 'Put release {to} in the place of {from}, in org.yaml and on the hosts?',
  'upgrade.confirm.rollback': 'Put release {to} in the place of {from} again, in org.yaml and on the hosts?',
} as const
