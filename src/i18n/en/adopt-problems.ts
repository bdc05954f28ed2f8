/** Why an installation of the old playbooks can't be taken over as it is. */
export const texts = {
  'adopt.not-yet': {
    what: 'This version can not take an old installation over yet.',
    why: 'It can look at it, and say whether it can be taken over as it is. Half of the way would be worse than none.',
    fix: 'Let the old installation run, and look: `create-metis-node adopt --plan`',
  },
  'adopt.nothing-old': {
    what: 'None of the hosts has anything of the old playbooks.',
    why: 'There are no processes as they start them, and no folders as they leave them in any home.',
    fix: 'Name its hosts in org.yaml; what its inventory says: `create-metis-node import FOLDER`\nOn fresh hosts: `create-metis-node apply`',
  },
  'adopt.no-carrier': {
    what: 'The carrier of the old installation is on none of these hosts.',
    why: 'It has the identity of the organisation, and everything else follows from that.',
    fix: 'Name its host in org.yaml, with the role carrier.',
  },
  'adopt.two-carriers': {
    what: 'There is a carrier of the old playbooks on each of {hosts}.',
    why: 'An organisation has one, and nobody here can tell which has the identity that is to be kept.',
    fix: 'Put aside the folder carrier of the one that is not used, or leave its host out of org.yaml.',
  },
  'adopt.key-damaged': {
    what: '{path} on {host} is no key: it has {bytes} characters.',
    why: 'A key is exactly 64 hex digits, without a newline. It is empty where keytool failed, and was never made again.',
    fix: 'Bring the true key back from a backup. Without one this organisation can only join anew.',
  },
  'adopt.carrier-silent': {
    what: 'The old carrier on {host} does not say who it is.',
    why: 'The key, the carrier and the database must all have the same identity before anything is taken over.',
    fix: "Start it, with its playbook's start.yml, and look again: `create-metis-node adopt --plan`",
  },
  'adopt.other-peer': {
    what: 'The carrier on {host} is the peer {carrier}, but {path} is the key of {key}.',
    why: 'The file was replaced since the carrier started, or the carrier reads another one. Taking over the wrong one would lose the identity.',
    fix: 'See which file it reads: p2p-priv-key in its carrier.yml. Put the true key there, and look again.',
  },
  'adopt.database-silent': {
    what: 'The database metis_admin could not be asked who has joined.',
    why: 'The key, the carrier and the database must all have the same identity before anything is taken over. It is asked as root of its host, by /etc/mysql/debian.cnf.',
    fix: "Start the database server. Where debian.cnf no longer opens it, on its host: `sudo mysql --defaults-file=/etc/mysql/debian.cnf -e 'SELECT 1'` says why.",
  },
  'adopt.other-identity': {
    what: 'The carrier has joined as {carrier}, the database on {host} says {database}.',
    why: 'They are of two organisations, or of two times of one: taken over together they would contradict each other for good.',
    fix: 'Look in the old console who has joined, and bring back the part that is wrong from a backup.',
  },
  'adopt.unread': {
    what: 'The settings of {service} on {host} can not be read: {file}',
    why: 'The file is not there, or is no YAML: it was deployed in part, or is edited at this moment.',
    fix: 'Complete it with the old playbook, or put its folder aside on {host}.',
  },
  'adopt.not-planned': {
    what: '{host} has {service}, which org.yaml does not name there.',
    why: 'Folders such as data2 were made by hand and are in no inventory. What is not named would be left behind.',
    fix: 'Add it below `roles` in org.yaml:\n  {line}',
  },
  'adopt.not-there': {
    what: 'org.yaml names {instance}, and nothing of it is on that host.',
    why: 'It would be installed anew beside what is taken over.',
    fix: 'If it is not wanted, take it out of org.yaml.',
  },
  'adopt.differs': {
    what: 'org.yaml says {said} where {file} on {host} has {name}: {value}',
    why: 'The host is right: others know the service by what it runs with.',
    fix: 'In org.yaml: {path}: {value}',
  },
  'adopt.files-differ': {
    what: '{name} on {host} is not the one on {other}.',
    why: 'Both should be of one release: {path}, {otherPath}. One of them was replaced, or damaged.',
    fix: "Compare both with the file in the old project's downloads (`sha256sum`), and put the true one in place.",
  },
}
