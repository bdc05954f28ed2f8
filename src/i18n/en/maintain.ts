/** Of a host that is taken out of work for a while. */
export const texts = {
  'maintain.host': '{host} ({place} of {of})',
  'maintain.stops': 'stops there: {instances}',
  'maintain.stops-nothing': 'nothing runs there',
  'maintain.ends-tasks': 'tasks that run on {instances} end',
  'maintain.quorum-kept': '{role}: {left} of {all} servers stay, {needed} are a majority',
  'maintain.alone':
    '{role}: this is the only server; until it is back nothing can register, and no key can be read',
  'maintain.registry': 'what registers with the server there finds it again when it is back',
  'maintain.confirm': 'Stop these, so that {host} can be worked on?',
  'maintain.confirm-reboot': 'Stop these, and reboot {host}?',
  'maintain.drained':
    '{host} is out of work. Patch it or reboot it now; what runs there starts again afterwards, or with the boot.',
  'maintain.is-done': 'Is the work on {host} done?',
  'maintain.rebooting': '{host} reboots; waiting until it answers again ...',
  'maintain.waiting': 'Waiting until {host} answers ...',
  'maintain.works': '{host} is back, and all works.',
  'maintain.left': 'What is stopped on {host} is started by: create-metis-node maintain {host}, or apply',
  'maintain.starting-stopped': 'Something is stopped; it is started first ...',
  'maintain.done':
    'Done: {count} {count:host was|hosts were} out of work, one after the other, and all works.',
} as const
