/** Of rehearsals: faults that can not happen, and what one says about itself. */
export const texts = {
  'rehearse.label': 'REHEARSAL |',
  'rehearse.begins':
    'All hosts are simulated inside this program. Nothing real is touched, and nothing of it stays.',
  'rehearse.step': '{step}/{steps}  create-metis-node {command}',
  'rehearse.readdressed': 'The network was changed: {host} has the address {address} now, and has booted.',
  'rehearse.lost':
    'The laptop is lost, and the folder with it. The new one has the address of {host} and the recovery passphrase.',
  'rehearse.day': 'Today: {what}.',
  'rehearse.day.add': '{host} comes, for {role}',
  'rehearse.day.remove': '{host} goes',
  'rehearse.day.move': '{role} moves from {host} to {to}',
  'rehearse.day.upgrade': 'release {to} takes the place of {from}',
  'rehearse.day.backup': 'all of it is backed up',
  'rehearse.day.restore': 'all comes back from the backup',
  'rehearse.day.restart': '{what} is restarted',
  'rehearse.installing': 'An organisation is installed on simulated hosts, to have its later days ...',
  'rehearse.changed': 'On the new laptop a line is added to org.yaml.',
  'rehearse.corrected':
    'That was the fault you ordered ({faults}). Say you have corrected its cause: the same command again.',
  'rehearse.done': 'Rehearsed in {seconds} s: checked, installed, and nothing left to do.',
  'rehearse.unmet': 'Did not happen: {faults}. Nothing on that host came that far; see the phases and roles.',
  'rehearse.next': 'For real: create-metis-node {command}',
}
