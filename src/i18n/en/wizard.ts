/** What the wizard says on the terminal as it was before and after the screens. */
export const words = {
  'help.no-screens':
    'The wizard needs a terminal. Without one: init, check and apply, or --yes -f org.yaml to apply at once.',
  'wizard.shell': 'Leave this shell with exit, and the wizard is back.',
  'wizard.shell-failed': '{command} could not be started: {reason}',
  'wizard.press-enter': 'Enter goes back to the wizard. ',
  'wizard.left.rehearsal': 'The rehearsal has ended, and nothing of it is left behind.',
  'wizard.left.running': 'The installation goes on without this terminal. To watch it:\n  {command}',
  'wizard.left.done': 'To see how it is from now on:\n  {command}',
  'wizard.left.saved': 'Your answers are saved. To go on from here:\n  {command}',
} as const
