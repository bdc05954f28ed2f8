/** What is said about a command that somebody else, or this program in the background, carries out. */
export const words = {
  'help.watch':
    'follow the command that works on the organisation, whoever started it; or tell how the last one ended',
  'help.option.stop': 'ask it to stop: once, and running actions finish; twice, and it stops at once',
  'help.option.reviewed': 'carry out only the plan with this digest; plan --json shows it',
  'help.option.credentials-from-stdin': 'read passwords from standard input, as one JSON object',

  'watch.begins': '{command} by {user} on {host}, process {pid}, since {since}.',
  'watch.leave':
    'Ctrl-C leaves it alone and only ends the watching; to stop it: `create-metis-node watch --stop`',
  'watch.nothing-yet':
    'It has carried out nothing yet: it looks at the hosts, or waits for an answer where it was started.',
  'watch.left': 'The watching has ended; {command} goes on. To see it again: `create-metis-node watch`',
  'watch.asked': 'Asked {command} (process {pid}) to stop. Asked once more, it stops at once.',
  'watch.stopping':
    'Stopping: {count} running {count:action|actions} will finish. To stop it at once: `create-metis-node watch --stop`',
  'watch.done': '{command} has ended: done.',
  'watch.cancelled': '{command} was stopped.',
  'watch.failed': '{command} has failed (exit code {exitCode}).',
  'watch.ended-silently': '{command} has ended without carrying out anything.',
  'watch.no-run': 'Nothing runs in this organisation, and nothing has run yet.',
  'watch.last': 'Nothing runs now. The last command was {command} by {user} on {host}, begun at {since}:',
  'watch.last.unknown': 'Nothing runs now. The last command was {command}, of which only this is known:',

  'stage.fetching': 'Downloading {about} ...',
  'stage.looking': 'Looking at the hosts ...',
  'stage.trying': 'Trying the connections that the services will need ...',
  'stage.backing-up': 'Backing up {about} ...',
  'stage.proving': 'Looking again, to see that it is true ...',
} as const satisfies Readonly<Record<string, string>>
