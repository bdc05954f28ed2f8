/** What is said of the commands that `hooks` of org.yaml names. */
export const texts = {
  'hooks.none': 'org.yaml names no hooks.',
  'hooks.new':
    'These commands of org.yaml were never confirmed on this computer, or they or their files have changed:',
  'hooks.known': 'These commands of org.yaml run on this computer:',
  'hooks.confirm': 'Let them run on this computer, as you, from now on?',
  'hooks.confirmed':
    'Confirmed: they run until one of them, or a file of the folder that they name, is changed.',
  'hooks.declined': 'They do not run.',
  'hooks.tried': 'The command of {event} was run with a trial event, and went well.',
}
