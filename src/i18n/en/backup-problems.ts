/** Problems of backups. */
export const texts = {
  'backup.damaged': {
    what: '{path} is damaged in {entry}, near byte {at} of {size}.',
    why: 'What is there is not what was sealed: a copy that was not finished, a disk that fails, or somebody who changed it. Nothing in it is believed, and nothing was changed.',
    fix: 'Copy it anew from where it was kept, and see: `create-metis-node backup verify {quoted}`\nOr take another one: `create-metis-node backup list`',
  },
  'backup.not-a-backup': {
    what: '{path} is no backup, or its beginning is damaged.',
    why: 'A backup begins with whom it is sealed for, and that does not stand there. Nothing was changed.',
    fix: 'See what it is: `head -c 100 -- {quoted}`\nTake another one: `create-metis-node backup list`',
  },
  'backup.not-signed': {
    what: '{path} is not signed by the secrets of {organisation} that are in it.',
    why: 'Who has those signs what a backup says of itself, with the sums of all its parts. Somebody has changed it, or put it together of several. Nothing in it is believed, and nothing was changed.',
    fix: 'Copy it anew from where it was kept, or take another one: `create-metis-node backup list`',
  },
  'backup.unsigned': {
    what: '{path} is not signed.',
    why: 'A former version of this program has made it, or somebody who took the signature away. It opens and is whole; that it comes from who has the secrets of the organisation is not shown by anything.',
    fix: 'See what is in it: `create-metis-node backup verify {quoted}`\nIf you know where it comes from: the same restore with `--even-so`\nFrom now on: `create-metis-node backup` signs what it makes',
  },
  'backup.signed-by-others': {
    what: '{path} was signed with other secrets than {secrets}.',
    why: 'It is of another organisation, or of a time when this one was installed with other secrets; or it was made up: for whom backups are sealed is known to many.',
    fix: 'See whose it is: `create-metis-node backup verify {quoted}`\nTo restore it beside this organisation, name a folder: `create-metis-node restore {quoted} FOLDER`\nIf it is to take the place of this one: the same restore with `--even-so`',
  },
  'backup.lacks': {
    what: '{path} holds no {entry}.',
    why: "It was taken before anything of the organisation had been applied, or by somebody else's program. Without that no folder can be made of it.",
    fix: 'Take another one: `create-metis-node backup list`',
  },
  'backup.mistyped': {
    what: 'There is no command `backup {given}`; did you mean `backup {meant}`?',
    why: 'What follows `backup` is a command or the folder for a new backup, and there is no folder {given}. No backup was taken.',
    fix: 'To carry out the command: `create-metis-node backup {meant}`\nIf a folder of that name is meant: `create-metis-node backup ./{given}`',
  },
  'backup.host-as-folder': {
    what: '`backup {host}:` would write into a folder called `{host}:` on this computer.',
    why: 'To {host} hosts send what they back up themselves, by their timers; `backup` fetches all of it here. No backup was taken.',
    fix: 'To have it here: `create-metis-node backup`\nTo see what hosts have sent: `create-metis-node backup list {host}:`\nIf a folder of that name is meant: `create-metis-node backup ./{host}:`',
  },
  'backup.none-there': {
    what: 'In {path} there is no backup.',
    why: 'A folder stands for the newest backup of each host in it: files that are called `ORGANISATION-TIME-HOST.metis-backup`.',
    fix: 'Name the file, or the folder that has them: `create-metis-node backup list FOLDER`',
  },
  'backup.not-sent-there': {
    what: 'No backups of other hosts go to `{host}`.',
    why: 'A host with a colon stands for what others have sent there. In org.yaml, `backup.to.host` is: {receiver}.',
    fix: 'Name that host, a file or a folder: `create-metis-node backup list`',
  },
  'backup.of-several': {
    what: 'In {path} there are backups of several organisations: {organisations}.',
    why: 'A folder stands for the newest backup of each host of one organisation.',
    fix: 'Put those of one organisation into a folder of their own, and name that.',
  },
  'backup.of-other-secrets': {
    what: '{path} was sealed with other secrets than {other}.',
    why: 'It is of another organisation of that name, or of a time when it had other secrets: both together would be no organisation.',
    fix: 'Move it away, and do the same again: the one before it counts then. What it is: `create-metis-node backup verify {quoted}`',
  },
  'backup.set-incomplete': {
    what: '{path} has nothing of {instances}.',
    why: 'Each host backs up what it alone has, and the files of some are not there. Restored without them these would begin anew: a carrier as another member of the network, a console without its rows.',
    fix: 'Bring the newest file of their hosts into one folder with the others, and restore that folder.\nIf they are lost for good: the same command with `--even-so`',
  },
  'backup.no-room': {
    what: 'The backup takes {need} MiB, and {free} MiB are free where {path} is to be.',
    why: 'A backup that does not fit would be none, and fill the disk. What was packed on the hosts is removed again.',
    fix: 'Give it another folder: `create-metis-node backup FOLDER`\nOr remove what is not needed there any more.',
  },
  'backup.nothing': {
    what: 'There is nothing on the hosts of {organisation} to back up.',
    why: 'No carrier has an identity there and no console a database: nothing is installed yet, or all of it was removed.',
    fix: 'See what is there: `create-metis-node status`\nInstall it first: `create-metis-node apply`',
  },
  'backup.rotation-unfinished': {
    what: 'A change of {names} was cut off, so there is no moment yet of which a backup would be.',
    why: 'Some hosts may have the value of before and some the new one; secrets and services of such a backup would not fit.',
    fix: 'Let it come to its end, then take the backup: `create-metis-node apply`',
  },
  'backup.restore-unfinished': {
    what: 'A restore of {backup} into this folder has not come to its end.',
    why: 'What is started before its identity and data are back begins with nothing, as another member of the network; so nothing was changed.',
    fix: 'Let it come to its end, the same command again: `create-metis-node restore {quoted}`\nOr give it up, and begin with what is on the hosts now: `rm -- {quotedPath}`',
  },
  'backup.restoring-damaged': {
    what: '{path} can not be read: {reason}.',
    why: 'It says how far a restore has come, and was edited or cut.',
    fix: 'Remove it, and begin the restore anew; what is back already is moved aside then: `rm -- {quoted}`',
  },
  'backup.part-without-place': {
    what: 'org.yaml has no place for what the backup has of {instance} on {host}.',
    why: 'There is no instance of that name, or several and none on a host of that name, or nobody connects to its host. {name} stays in the backup.',
    fix: 'To bring it back, name {instance} in org.yaml, and restore again.\nTo get it by hand: `age --decrypt FILE | tar -x hosts/{host}/{name}`',
  },
}
