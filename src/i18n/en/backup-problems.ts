/** Problems of backups. */
export const texts = {
  'backup.damaged': {
    what: '{path} can not be used: {reason}.',
    why: 'It was changed or cut, by a copy that was not finished, a disk that fails, or somebody; or it is no backup. Nothing in it is believed, and nothing was changed.',
    fix: 'Copy it anew from where it was kept, and see: `create-metis-node backup verify {quoted}`\nOr take another one: `create-metis-node backup list`',
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
}
