/** What is told once an organisation runs, on the screen and in `handover.md`. */
export const texts = {
  'proof.instances': '{healthy} of {all} {all:instance|instances} are healthy',
  'proof.instance': '{instance}: {says}',
  'proof.instance.unreachable': '{instance}: its host does not answer',
  'proof.world': 'Open to the world: {ports}',
  'proof.world.none': 'Open to the world: nothing',
  'proof.world.all':
    'Open to all who reach the hosts: every port; `firewall: managed` in org.yaml closes them',
  'proof.closed':
    'Ports closed to others: {tried} {tried:connection|connections} tried from all hosts and from here, none came through',
  'proof.closed.open':
    'Ports closed to others: {open} of {tried} {tried:connection|connections} tried came through',
  'proof.closed.partly':
    'Ports closed to others: {tried} {tried:connection|connections} tried, none came through; {unknown} could not be tried',
  'proof.closed.unknown': 'Ports closed to others: unknown, nothing could be tried',
  'proof.instance.absent': '{instance} is not installed',

  'partner.organisation': 'Organisation',
  'partner.user': 'User',
  'partner.password': 'Password',
  'partner.password.how': 'create-metis-node secrets show {name}',

  'next.rehearsed':
    'This was a rehearsal. To do it for real: start again, and choose to install on your machines. Then:',
  'next.first-node':
    'It is the first node of its network: give its ENR to all others, who name it in network.bootstrapNodes.',
  'next.partners': 'Hand over what is under "For other organisations" and "For a Moirea platform".',
  'next.keep':
    'Commit the folder (not secrets.json, runs/, backups/), and keep a copy of secrets.json in a safe place: nobody can make its passwords and keys again.',
  'next.status': 'From now on, in that folder: create-metis-node status',

  'place.file': 'What should be',
  'place.secrets': 'Passwords and keys',
  'place.runs': 'Journals of all runs',
  'place.hosts': 'On the hosts',
  'place.units': 'Their units',
  'place.versioned': 'For version control',
  'place.unversioned': 'Not for it (.gitignore)',

  'handover.title': '{organisation}: handover',
  'handover.made': 'Release {release}. Asked of the hosts at {at} UTC. Nothing in this file is secret.',
  'handover.row': '{label}: {value}',
  'handover.instances': 'What runs where',
  'handover.take-over': 'For a colleague who takes over',
  'handover.get': 'Get this folder: clone or copy it.',
  'handover.recover':
    'Get this folder: clone or copy it. Where there is none any more, a host gives it back: {command}',
  'handover.look': 'See that it says what the hosts are: {command}',
  'handover.passphrase':
    'Ask whoever hands over for the recovery passphrase, which opens the secrets that are sealed in applied.jsonl and on the hosts. It comes by another way than this file, and belongs in a safe: {command}',

  'done.asking': 'Asking the services ...',
  'done.backup': 'The backup',
  'done.proofs': 'Proof',
  'done.console': 'Console',
  'done.partners': 'For other organisations',
  'done.partners.why':
    'They name the ENR in network.bootstrapNodes; their firewalls let these addresses out.',
  'done.moirea': 'For a Moirea platform',
  'done.moirea.why': 'It reaches the carrier here, once the organisation has joined the network.',
  'done.moirea.closed':
    'These ports are closed to it until its address is under access.moirea in org.yaml, and apply has run. Then it reaches the carrier here, once the organisation has joined the network.',
  'done.next': 'Next steps',
  'done.places': 'Where everything lies',
  'done.wrote': 'Also written to {path}',
  'done.no-password': 'The password can not be shown here.',
  'done.key.again': 'ask again',
  'done.key.password': 'password',
  'done.key.hide': 'hide password',
  'done.key.home': 'home',
  'done.key.finish': 'finish',
}
