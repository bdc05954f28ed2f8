/** Of rehearsals: faults that can not happen, and what one says about itself. */
export const texts = {
  'help.rehearse': 'rehearse the whole installation on simulated hosts inside this program; touches nothing',
  'help.option.fault':
    'what goes wrong, e.g. host-lost@distribute:h2, disk-full, wrong-password:h1; repeatable',
  'help.option.speed': 'times as fast as real hosts (default: 2)',
  'help.option.instant': 'nobody waits for anything',
  'help.option.rehearse-preset':
    'the preset to rehearse (default: data-provider), unless --file names your own',
  'help.option.hosts': 'rehearse an organisation on so many hosts',
  'rehearse.label': 'REHEARSAL |',
  'rehearse.begins':
    'All hosts are simulated inside this program. Nothing real is touched, and nothing of it stays.',
  'rehearse.step': '{step}/{steps}  create-metis-node {command}',
  'rehearse.corrected':
    'That was the fault you ordered ({faults}). Say you have corrected its cause: the same command again.',
  'rehearse.done': 'Rehearsed in {seconds} s: checked, installed, and nothing left to do.',
  'rehearse.unmet': 'Did not happen: {faults}. Nothing on that host came that far; see the phases and roles.',
  'rehearse.next': 'For real: create-metis-node {command}',
}
