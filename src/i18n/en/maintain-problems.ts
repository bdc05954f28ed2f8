/** Problems of hosts that are taken out of work. */
export const texts = {
  'maintain.unknown-host': {
    what: 'There is no host {given}.',
    why: 'org.yaml has: {known}.',
    fix: 'Did you mean {nearest}?',
  },
  'maintain.nothing-there': {
    what: '{host} bears no role, so nothing has to be stopped for it.',
    why: 'maintain takes hosts out of work on which something of the organisation runs.',
    fix: 'Patch or reboot it whenever you like.',
  },
  'maintain.quorum': {
    what: 'With {host} away, {left} of {all} {role} servers would be left; a majority is {needed}.',
    why: 'Without a majority there is no leader: nothing can register, and no key can be read or written.',
    fix: 'Bring the other servers back first: `create-metis-node status` names them.\nTo do it all the same: the same command with `--even-so`',
  },
  'maintain.others-unwell': {
    what: 'Others are not well, so {host} stays in work: {instances}.',
    why: 'No two hosts are to be away at once, and what is wrong there might be made worse.',
    fix: 'See what is wrong with them: `create-metis-node status`\nTo do it all the same: the same command with `--even-so`',
  },
  'maintain.not-back': {
    what: '{host} has not come back within {minutes} minutes ({code}).',
    why: 'It may still boot, wait at a console, or have another address or key now.',
    fix: 'Look at its console.\nOnce it answers: `create-metis-node maintain {host}` or `create-metis-node apply` starts what is stopped',
  },
} as const
