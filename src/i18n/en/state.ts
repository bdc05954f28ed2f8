/** Problems of the organisation's folder. */
export const texts = {
  'state.locked': {
    what: '{user} on {host} is already working on this organisation: `{command}`, process {pid}, since {since}.',
    why: 'Two installers at once would undo each other, so only one may work on an organisation.',
    fix: 'Wait until it has ended, or press Ctrl-C where it runs.\nIf nothing of it runs on {host} any more: `rm -- {quoted}`',
  },
  'state.write-failed': {
    what: '{path} could not be written: {reason}.',
    why: 'The disk is full or read-only, or the folder belongs to somebody else.',
    fix: 'Look at the folder and its disk: `ls -ld -- {quotedFolder}; df -h -- {quotedFolder}`\nMake room or give the folder to your account, then try again.',
  },
  'state.file-unreadable': {
    what: '{path} could not be read: {reason}.',
    why: 'The path is mistyped, the file is elsewhere, or it belongs to somebody else.',
    fix: 'Check the path: `ls -l -- {quoted}`',
  },
  'state.file-too-large': {
    what: '{path} has {mebibytes} MiB, and at most {most} MiB are read.',
    why: 'What this program keeps is far smaller: this is another file, or something has written into it without end.',
    fix: 'Look at it, and put the right one in its place: `ls -l -- {quoted}`',
  },
  'state.secrets-missing': {
    what: 'There is no {path}.',
    why: 'Passwords and keys stay out of version control, so a folder that came from there is without this file: it is on the machine that ran init or apply for this organisation.',
    fix: 'Run this command on that machine.\nOr copy the file from there, or from your backup of the folder, then: `chmod 600 -- {quoted}`\nOr take over what the hosts keep, with the recovery passphrase or the key of an operator: `create-metis-node pull`\nOnly if nothing was ever installed for this organisation, let new ones be made: `create-metis-node apply`',
  },
  'state.secrets-open-to-others': {
    what: '{path} holds secrets and can be read or changed by other accounts (mode {mode}).',
    why: 'It was copied or unpacked without its mode. Whoever could read it may know what is in it.',
    fix: '`chmod 600 -- {quoted}`',
  },
  'state.secrets-damaged': {
    what: '{path} is not a secrets file: {reason}.',
    why: 'It was edited or cut. Its passwords and keys are also on the hosts, so it is never made anew silently.',
    fix: 'Bring it back from your backup of the folder and try again.\nOr put it aside, and take over what the hosts keep, with the recovery passphrase or the key of an operator: `mv -- {quoted} {quoted}.damaged && create-metis-node pull`\nOnly if nothing was ever installed for this organisation: `rm -- {quoted}`',
  },
  'state.secrets-tracked': {
    what: '{secrets} is in version control.',
    why: 'Whoever can read the repository, now or later, has the passwords and keys of the organisation. They stay in its history.',
    fix: 'In {folder}: `git rm --cached {line} && echo {line} >> .gitignore`, then commit.\nIf others could read the repository, change the passwords.',
  },
  'state.secrets-not-ignored': {
    what: 'Nothing keeps {secrets} out of version control.',
    why: 'The next `git add .` would put the passwords and keys of the organisation into the repository, for all who can read it.',
    fix: 'Add the line {line} to {gitignore}: `echo {line} >> {quoted}`',
  },
  'state.secret-kind-changed': {
    what: 'The secret `{name}` in {path} is a {found}, and a {wanted} is needed.',
    why: 'The file belongs to another version of the installer, or was edited.',
    fix: 'Bring the file back from your backup of the folder, or use the version that wrote it.',
  },
  'state.rotation-damaged': {
    what: '{path} is not the file of a rotation: {reason}.',
    why: 'It holds both values of a secret that is being changed, and was edited or cut. Hosts may have either.',
    fix: 'Bring it back from your backup of the folder and try again.\nOnly if nothing was rotated since then: `rm -- {quoted}`, then `create-metis-node apply`',
  },
  'state.secret-file-empty': {
    what: '{path} is empty, and a password was expected in it.',
    why: 'The password was not written to it, or the program that prints it failed.',
    fix: 'Write the password into it, one line: `install -m 600 /dev/null {quoted} && "$EDITOR" {quoted}`',
  },
  'state.secret-file-several-lines': {
    what: '{path} holds more than one line, and a password is exactly one.',
    why: 'Another file was named, or several passwords were written into one file.',
    fix: 'Write only the password into it, one line.',
  },
  'state.key-published': {
    what: '{path} is a key or certificate that was published with the old playbooks ({name}).',
    why: 'Everybody has its private key, so it protects nothing.',
    fix: 'Get a certificate of your own and name its files in org.yaml, or remove `tls` there.\nFor a test: `openssl req -x509 -newkey rsa:3072 -nodes -days 365 -subj /CN=metis -keyout tls.key -out tls.crt`',
  },
  'state.pins-damaged': {
    what: '{path} is not a list of pinned checksums: {reason}.',
    why: 'It was edited or cut.',
    fix: 'Bring it back from your backup of the folder or from version control.\nOr remove it, and the next apply pins what it finds: `rm -- {quoted}`',
  },
  'state.nothing-runs': {
    what: 'Nothing runs in this organisation, so there is nothing to be asked.',
    why: 'The command has ended by itself, or it runs for another folder.',
    fix: 'See how the last one ended: `create-metis-node watch`',
  },
  'state.runs-elsewhere': {
    what: 'It runs on {host}, process {pid} of {user}, and can not be asked for anything from here.',
    why: 'Only a process of the same machine can be asked to stop, to pause or to go on.',
    fix: 'On {host}, in the same folder: `create-metis-node watch --stop`',
  },
  'state.stop-refused': {
    what: 'Process {pid} of {user} can not be asked for anything by your account.',
    why: 'It belongs to another account.',
    fix: 'Ask {user} to press Ctrl-C where it runs, or to run: `create-metis-node watch --stop`',
  },
  'state.no-pause': {
    what: '{command}, process {pid}, can not be asked to pause.',
    why: 'It has carried out nothing yet, or belongs to a version of this program that does not pause.',
    fix: 'Once it carries something out, ask again: `create-metis-node watch --pause`\nTo stop it: `create-metis-node watch --stop`',
  },
  'state.stop-unsupported': {
    what: 'On Windows, process {pid} can not be asked to finish what it does.',
    why: 'Windows can only end another process, and that would leave actions half done.',
    fix: 'Press Ctrl-C in the window where it runs, if it has one.\nElse let it end by itself. Only if it must not go on: `taskkill /F /PID {pid}`; apply completes what is half done.',
  },
  'state.draft-missing': {
    what: 'The saved answers {path} are gone.',
    why: 'They were removed, or another window of this program has finished with them.',
    fix: 'Begin anew, or open the organisation by its folder.',
  },
  'state.draft-newer': {
    what: 'The saved answers {path} were written by a newer version of create-metis-node.',
    why: 'This version does not know all of what is in them, so it leaves them as they are.',
    fix: 'Go on with the newer version: `npx create-metis-node@latest`\nOr begin anew with this one: the file stays for the other.',
  },
  'state.draft-damaged': {
    what: 'The saved answers {path} can not be read: {reason}.',
    why: 'The file was edited or cut. It was moved to {aside} and is not offered any more.',
    fix: 'Begin anew; what was installed or written into a folder is not affected.\nTo see what was in it: `less -- {quoted}`',
  },
  'state.sealed-too-large': {
    what: 'What should be opened is larger than {limit} MiB, so it was not read.',
    why: 'The sealed secrets of an organisation are a few kilobytes: this is another file.',
    fix: 'Look at what was given: it should begin with `-----BEGIN AGE ENCRYPTED FILE-----`.',
  },
  'state.sealed-too-costly': {
    what: 'The sealed secrets ask for more work than opening them should take, so it was not begun.',
    why: 'create-metis-node seals for fewer than {keys} keys, with a work factor of scrypt below {factor}: somebody else has made this file.',
    fix: 'Take the record of another host, or a backup of `secrets.json`.\nIf you trust the file, open it with age itself: `age --decrypt`',
  },
  'state.sealed-damaged': {
    what: 'The sealed secrets are damaged or were changed, or are no age file.',
    why: 'A checksum that only the right key can make does not hold, so nothing of it can be believed.',
    fix: 'Take the record of another host, or a backup of `secrets.json`.',
  },
  'state.sealed-for-keys': {
    what: 'The secrets are sealed for the keys of operators, and a passphrase was given.',
    why: 'org.yaml named `operators` when they were sealed; then only the private key of one of them opens them.',
    fix: 'Give the identity file (`AGE-SECRET-KEY-1…`) of one of the operators.',
  },
  'state.sealed-with-passphrase': {
    what: 'The secrets are sealed with the recovery passphrase, and a key was given.',
    why: 'org.yaml named no `operators` when they were sealed.',
    fix: 'Give the recovery passphrase, which where `secrets.json` is still there is shown by: `create-metis-node secrets show recovery-passphrase`',
  },
  'state.passphrase-wrong': {
    what: 'The passphrase does not open the sealed secrets.',
    why: 'It is mistyped, or that of another organisation, or the secrets were sealed before or after it was replaced.',
    fix: 'Compare it letter by letter; on a machine where `secrets.json` is still there: `create-metis-node secrets show recovery-passphrase`',
  },
  'state.identity-not-allowed': {
    what: 'The secrets were not sealed for this key.',
    why: 'Its public half was not among `operators` of org.yaml when they were sealed.',
    fix: 'See which public key it has: `age-keygen -y FILE`\nUse the key of another operator; one who can open them adds this one to `operators` and applies.',
  },
  'state.identity-unusable': {
    what: 'The key that was given is not an age identity file.',
    why: 'A line `AGE-SECRET-KEY-1…` was expected, and else only comments. The public half (`age1…`), an SSH key, a key in hardware or a file that a passphrase protects can not be used here.',
    fix: 'Give the file that `age-keygen -o FILE` has written.\nIf a passphrase protects it, open it first, where nobody else reads: `age --decrypt FILE`',
  },
}
