/** Problems of reaching a host, and of working on it. */
export const texts = {
  'connection.name-unknown': {
    what: 'The name {address} of host {host} is unknown.',
    why: 'The name server of this machine has no such name ({reason}).',
    fix: 'Check hosts.{host}.ssh in org.yaml, or write its IP address there\nTry: `getent hosts {address}`',
  },
  'connection.refused': {
    what: 'Host {host} refuses connections at {address} port {port}.',
    why: 'No SSH server listens there: it is not started yet, uses another port, or a firewall answers for it.',
    fix: "On the host's console: `systemctl status ssh`\nIf sshd uses another port, write it in org.yaml: hosts.{host}.port",
  },
  'connection.no-route': {
    what: 'There is no way to host {host} at {address}.',
    why: 'The host is off or unplugged, or this machine is on a network that does not lead there ({reason}).',
    fix: 'Check that the host is on, then: `ping -c 3 {address}`\nCheck the route from here: `ip route get {address}`',
  },
  'connection.timed-out': {
    what: 'Host {host} does not answer at {address} port {port}.',
    why: 'The address is wrong, the host is off, or a firewall drops the packets without a word.',
    fix: 'Check the address of {host} in org.yaml\nTry from here: `nc -vz -w 5 {address} {port}`\nOpen TCP port {port} for this machine in the firewall of {host}',
  },
  'connection.dropped': {
    what: 'Host {host} ended the connection before the login was done.',
    why: 'Its SSH server is starting or stopping, has too many logins at once, or blocks this machine ({reason}).',
    fix: "Wait a minute and try again\nOn the host's console: `journalctl -u ssh -n 20`\nIf fail2ban runs there: `fail2ban-client status sshd`",
  },
  'connection.not-ssh': {
    what: 'What answers at {address} port {port} for host {host} is not an SSH server.',
    why: 'The port belongs to another service ({reason}).',
    fix: 'See what it says: `nc {address} {port}`\nCorrect hosts.{host}.port in org.yaml',
  },
  'connection.no-common-algorithm': {
    what: 'Host {host} and this program have no algorithm in common for one part of SSH: {reason}',
    why: 'This side knows curve25519-sha256, ecdh-sha2-* and diffie-hellman-group14/16/18 (no post-quantum key exchange such as mlkem or sntrup), plain host keys (no certificates), AES and ChaCha20.',
    fix: 'On the host: `sshd -T | grep -E "^(kexalgorithms|ciphers|macs|hostkeyalgorithms)"`\nAllow one more in /etc/ssh/sshd_config: KexAlgorithms +curve25519-sha256, HostKeyAlgorithms +ssh-ed25519, Ciphers +aes128-gcm@openssh.com; then `sudo systemctl reload ssh`',
  },
  'connection.session-refused': {
    what: 'Host {host} lets {user} log in, but opens no session: {reason}',
    why: 'sshd opens as many sessions in one connection as MaxSessions says; one is enough here, 0 is not.',
    fix: "On the host's console: `sudo sshd -T -C user={user} | grep -i maxsessions`\nWrite MaxSessions 10 into /etc/ssh/sshd_config, then `sudo systemctl reload ssh`",
  },
  'connection.failed': {
    what: 'The connection to host {host} failed: {reason}',
    why: 'The SSH session with {address} port {port} did not come about.',
    fix: "Try by hand: `ssh -v -p {port} {user}@{address}`\nOn the host's console: `journalctl -u ssh -n 20`",
  },
  'connection.jump-failed': {
    what: "Host {host} can't be reached at {address} port {port} through its jump host.",
    why: 'The jump host let us in, but could not or may not connect further ({reason}).',
    fix: 'On the jump host: `nc -vz -w 5 {address} {port}`\nOn the jump host: `sshd -T | grep -i allowtcpforwarding` must say yes',
  },
  'connection.host-key-unconfirmed': {
    what: 'The host key of {host} ({address} port {port}) is not confirmed.',
    why: "Nobody has said yet that {fingerprint} ({type}) is really this host; without that, the connection could end at somebody else's machine.",
    fix: "On the host's own console: `ssh-keygen -lf /etc/ssh/{file}` must show {fingerprint}\nThen run the command again in a terminal, without --yes, and confirm it, or write it in org.yaml: `hostKey: {fingerprint}`\nIn an automated run on a network you trust: --accept-new-host-keys",
  },
  'connection.host-key-changed': {
    what: 'The host key of {host} ({address} port {port}) has changed: known is {expected}, offered is {fingerprint} ({type}).',
    why: 'The host was installed anew, or somebody else answers at its address. Nothing was sent to it.',
    fix: 'On the host\'s own console: `ssh-keygen -lf /etc/ssh/{file}`\nOnly if it shows {fingerprint}: `ssh-keygen -f "{knownHosts}" -R "{name}"`, then try again\nIf it shows something else: stop, and find out who answers at {address}',
  },
  'connection.host-key-not-as-written': {
    what: 'The host key of {host} is not the one in org.yaml: written is {expected}, offered is {fingerprint} ({type}).',
    why: 'The host was installed anew, the line is of another host or of another of its keys, or somebody else answers at {address}. Nothing was sent to it.',
    fix: "On the host's own console: `ssh-keygen -lf /etc/ssh/{file}`\nOnly if it shows {fingerprint}, write in org.yaml: `hostKey: {fingerprint}`",
  },
  'connection.known-hosts-unusable': {
    what: "The list of known host keys {file} can't be used.",
    why: '{reason}',
    fix: 'Make it yours, readable and writable: `chmod 600 {file}`',
  },
  'connection.key-file-missing': {
    what: 'The identity file {file} for host {host} does not exist.',
    why: 'org.yaml names it; paths that begin with ~/ are in your home directory.',
    fix: 'Correct identityFile in org.yaml, or copy the key to {file}\nOr make a new one: `ssh-keygen -t ed25519 -f {file}`',
  },
  'connection.key-file-unreadable': {
    what: "The identity file {file} for host {host} can't be read.",
    why: '{reason}',
    fix: 'See whose it is: `ls -l {file}`\nMake it yours: `sudo chown $USER {file}`',
  },
  'connection.key-file-too-open': {
    what: 'The identity file {file} can be read by others (mode {reason}).',
    why: 'A private key that others can read is not secret; OpenSSH refuses it too.',
    fix: '`chmod 600 {file}`',
  },
  'connection.key-file-invalid': {
    what: 'The identity file {file} holds no private key that can be used.',
    why: '{reason}',
    fix: "Check it: `ssh-keygen -y -f {file}`\nTurn it into OpenSSH's format: `ssh-keygen -p -f {file}`",
  },
  'connection.key-file-public': {
    what: 'The identity file {file} is a public key; who logs in needs the private one.',
    why: 'The private key usually lies beside it, under the same name without .pub.',
    fix: 'Write into org.yaml: identityFile: {reason}',
  },
  'connection.key-file-putty': {
    what: "The identity file {file} is a key of PuTTY, in a format that can't be read here.",
    why: '{reason}',
    fix: 'Convert it: `puttygen {file} -O private-openssh -o {file}.openssh` (package putty-tools; in PuTTYgen: Conversions, Export OpenSSH key)\nThen write into org.yaml: identityFile: {file}.openssh',
  },
  'connection.too-many-keys': {
    what: 'Host {host} has ended the login of {user}: too many keys were offered.',
    why: 'Offered: {tried}. A host counts each key as a failed login (MaxAuthTries, 6 unless it says otherwise).',
    fix: 'Name the right key in org.yaml: identityFile: ~/.ssh/id_ed25519; then that one is offered first\nOr take keys out of the agent: `ssh-add -l`, `ssh-add -d FILE`',
  },
  'connection.passphrase-needed': {
    what: 'The identity file {file} for host {host} is encrypted, and nobody gave its passphrase.',
    why: 'Nobody may be asked (no terminal, --yes or --json), or the question was left empty.',
    fix: 'Load the key into an agent: `ssh-add {file}`\nOr run the command in a terminal, without --yes',
  },
  'connection.passphrase-wrong': {
    what: 'The passphrase of {file} is wrong.',
    why: 'The key stayed locked; nothing was sent to {host}.',
    fix: 'Try again and type it once more\nTry it by hand: `ssh-keygen -y -f {file}`',
  },
  'connection.login-refused': {
    what: 'Host {host} refuses the login of {user} at {address}.',
    why: 'Tried: {tried}. The host accepts: {offered}.',
    fix: 'Put a key on the host: `ssh-copy-id -p {port} {user}@{address}`\nName the key in org.yaml: identityFile: ~/.ssh/id_ed25519\nAn encrypted key of yours that is not named there has to be in the agent: ssh-add',
  },
  'connection.login-password-needed': {
    what: 'Host {host} wants the password of {user}, and nobody gave it.',
    why: 'No key was accepted (tried: {tried}), and nobody may be asked (no terminal, --yes or --json).',
    fix: 'Put a key on the host: `ssh-copy-id -p {port} {user}@{address}`\nOr run the command in a terminal, without --yes',
  },
  'connection.login-password-wrong': {
    what: 'Host {host} refuses the password of {user}.',
    why: 'It is wrong, or this user may not log in by password. It was sent once and is not tried again, so that the account is not locked.',
    fix: 'Try again and type it once more\nTry by hand: `ssh -p {port} {user}@{address}`',
  },
  'connection.sudo-password-needed': {
    what: 'sudo on host {host} wants the password of {of}, and nobody gave it.',
    why: 'The login worked; installing needs root, and nobody may be asked (no terminal, --yes or --json).',
    fix: 'Run the command in a terminal, without --yes\nOr give the password beforehand, in a file with mode 0600: `--sudo-password-file FILE`\nOr allow it without a password, on the host: `echo "{user} ALL=(ALL) NOPASSWD: ALL" | sudo tee /etc/sudoers.d/metis`',
  },
  'connection.sudo-password-wrong': {
    what: 'sudo on host {host} refuses the password of {of}.',
    why: 'It is wrong: sudo asks for the password of {of}. It was sent once and is not tried again, so that the account is not locked.',
    fix: 'Try again and type it once more\nTry on the host: `sudo -k -v`',
  },
  'connection.sudo-not-allowed': {
    what: 'User {user} may not become root on host {host}.',
    why: 'sudo says: {output}',
    fix: 'As root on the host: `usermod -aG sudo {user}`\nOr name a user in org.yaml that may: hosts.{host}.user',
  },
  'connection.sudo-missing': {
    what: 'Host {host} has no sudo.',
    why: '{user} is not root, and installing needs root.',
    fix: 'As root on the host: `apt-get install sudo && usermod -aG sudo {user}`\nOr log in as root: write user: root in org.yaml',
  },
  'connection.sudo-needs-terminal': {
    what: 'sudo on host {host} works only in a terminal.',
    why: 'Its configuration says requiretty for {user}.',
    fix: 'As root on the host: `echo "Defaults:{user} !requiretty" > /etc/sudoers.d/metis-tty`',
  },
  'connection.no-bash': {
    what: 'Host {host} has no bash.',
    why: 'Every step on a host is a bash script. The host said: {output}',
    fix: 'As root on the host: `apt-get install bash`',
  },
  'connection.no-root-shell': {
    what: 'Host {host} let {user} in, but starts no program for it.',
    why: 'The account may have no login shell, a forced command, or a sudo that asks for more than a password. The host said: {output}',
    fix: 'Try by hand: `ssh {user}@{address} sudo bash -c id`\nOn the host: `getent passwd {user}`',
  },
  'connection.lost': {
    what: 'The connection to host {host} ({address}) is lost.',
    why: 'The host was switched off or unplugged, its network failed, or its SSH server was stopped. What was running there may have come to its end or not.',
    fix: 'Check that the host is on and reachable: `ping -c 3 {address}`\nThen try again: it looks at what is there and does the rest',
  },
  'connection.script-timed-out': {
    what: 'A step on host {host} did not end within {seconds} seconds.',
    why: "It was ended. The host may be overloaded, or it waits for something that doesn't come.",
    fix: 'See what the host is doing: top, journalctl -n 50\nThen try again',
  },
  'connection.line-too-long': {
    what: 'Host {host} sent more than {mebibytes} MiB without a new line.',
    why: 'No answer is so long: something there prints without end, or the host is not what it seems. The step was ended before this machine ran out of memory.',
    fix: 'See what the host is doing: top, journalctl -n 50\nThen try again',
  },
  'connection.too-much-output': {
    what: 'A step on host {host} printed more than {mebibytes} MiB.',
    why: 'No answer is so long: something there prints without end, or the host is not what it seems. The step was ended before this machine ran out of memory.',
    fix: 'See what the host is doing: top, journalctl -n 50\nThen try again',
  },
  'connection.upload-source-unusable': {
    what: "The file {file} can't be sent to host {host}.",
    why: '{reason}',
    fix: 'Check the file: `ls -l {file}`\nIf it was changed while it was sent, try again',
  },
  'connection.upload-failed': {
    what: 'The file {path} could not be written on host {host}.',
    why: 'The host said: {output}',
    fix: 'On the host: `ls -ld "$(dirname {path})"; findmnt -T "$(dirname {path})"` (a read-only file system?)\nThen try again',
  },
  'connection.corrupted-upload': {
    what: 'The file {path} arrived damaged on host {host}.',
    why: 'Its checksum there is {actual}, expected is {expected}. {file} differs from what the release says, or a disk or memory is faulty. Nothing was installed from it.',
    fix: 'Check the source: `sha256sum {file}`\nIf it shows {expected}, try again\nIf not, get the file anew',
  },
  'connection.disk-full': {
    what: 'The disk of host {host} is full: {path} does not fit.',
    why: 'The host said: {output}. Of a file above 1 MB, what has arrived stays there, and the next try goes on from it.',
    fix: 'See what takes the space, on the host: `df -h "$(dirname {path})"; du -xh / | sort -h | tail -20`\nThen try again',
  },
  'connection.download-failed': {
    what: 'The file {path} of host {host} could not be copied to {file}.',
    why: '{output}',
    fix: 'On the host: `ls -l {path}`\nHere: `df -h "$(dirname {file})"`',
  },
  'connection.corrupted-download': {
    what: 'The file {path} of host {host} arrived damaged.',
    why: 'Its checksum there was {expected}, here it is {actual}: most likely it was being written meanwhile. No copy was kept.',
    fix: 'Stop what writes the file, and try again',
  },
}
