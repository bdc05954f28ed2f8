/** What `adopt` says. */
export const texts = {
  'adopt.looking': 'Reading what the old playbooks have left ...',
  'adopt.identity': 'Identity, as key and carrier and database say alike',
  'adopt.identity.peer': 'peer {peer}',
  'adopt.identity.joined': 'joined as {name} ({identity})',
  'adopt.identity.none': 'nobody has joined the network with it yet',
  'adopt.services': 'Services',
  'adopt.service': '{host}  {name}  in {folder}, as {user}, {state}',
  'adopt.runs': 'running',
  'adopt.stopped': 'not running',
  'adopt.data': '{host}  uploads and results: {count} files, {size}',
  'adopt.files': 'Files of the release, which no site has any more',
  'adopt.file': '{name}  {sum}...  {hosts}',
  'adopt.order': 'What taking over takes, in this order',
  'adopt.step.look': 'look at all of it, as here; stop where the identity is in doubt',
  'adopt.step.harvest':
    'copy the files of the release here, and pin them; the key of the carrier into secrets.json',
  'adopt.step.prepare': 'prepare the new tree beside the old one, which runs on; dump the database to a file',
  'adopt.step.stop':
    'stop the carrier, data and compute services, the admin, via, and all Consul agents before the first new one starts',
  'adopt.step.start':
    'copy identity and LevelDB whole, keep uploads at the paths that both databases know, and start in order; the carrier must be the same peer',
  'adopt.step.after':
    'replace passwords and published keys, close what was open, and keep the old tree, stopped, until it is no longer needed',
  'adopt.sound': 'All of it can be taken over as it is.',
  'adopt.not-sound': 'It can not be taken over like this: see the errors above.',
  'adopt.nothing-changed':
    'Nothing was changed. This version only looks: it can not carry out the rest yet, so let the old installation run.',
}
