const AGAIN = 'Run `create-metis-node apply` again: it goes on where this stopped.'

/** Problems of runs, here or in another process. */
export const texts = {
  'run.action-failed': {
    what: '{action} failed on {host} with exit code {exitCode}.',
    why: 'The last lines of its output say what the host objected to.',
    fix: `Read the output below and correct the cause on {host}.\n${AGAIN}`,
  },
  'run.not-ready': {
    what: '{instance} on {host} runs, but made no progress for {seconds} seconds and is not ready.',
    why: 'It waits for something it needs; its process is alive.',
    fix: `Look at its log: \`create-metis-node logs {instance}@{host}\`.\nCorrect the cause it names. ${AGAIN}`,
  },
  'run.process-ended': {
    what: '{instance} on {host} was started, and its process has ended.',
    why: 'Its last lines below say why; systemd starts it again and again meanwhile.',
    fix: `Look at its log: \`create-metis-node logs {instance}@{host}\`.\nCorrect the cause it names. ${AGAIN}`,
  },
  'run.would-not-start': {
    what: '{instance} runs, and would not start again now: {says}.',
    why: 'What it lacks it needs at its start too; it goes on without it only because it runs.',
    fix: 'Bring back what it lacks, then try again.\nTo do it all the same: the same command with `--even-so`',
  },
  'run.put-back': {
    what: '{instance} did not get well with what was changed, and was put back as it was: {says}.',
    why: 'It works again as before ({now}). Nothing that waits for it was begun.',
    fix: `The lines above are its own last words. Correct what it was given, then try again. ${AGAIN}`,
  },
  'run.wave-stopped': {
    what: '{instance}, of {of}, failed, and was put back as it was: {says}. {changed} changed, {untouched} untouched.',
    why: 'They are changed one after the other, each once the one before it stays well. It works again as before ({now}).',
    fix: `The lines above are its own last words. Correct what it was given, then try again: those that are changed are left as they are. ${AGAIN}`,
  },
  'run.not-put-back': {
    what: '{instance} did not get well with what was changed, nor as it was before: {says}; now: {now}.',
    why: 'It has its former files and settings again, so what it lacks came from elsewhere, or is gone since.',
    fix: 'See what it says: `create-metis-node logs {instance}`\nThen bring it up: `create-metis-node restart {instance}`',
  },
  'run.disk-full': {
    what: 'The disk of {host} is full: {action} could not be written.',
    why: 'Nothing half written is in use: files are renamed into place only when complete.',
    fix: `On {host}, find what fills it: \`df -h; du -xh --max-depth=2 / | sort -h | tail\`.\nFree some space. ${AGAIN}`,
  },
  'run.read-only': {
    what: 'A file system of {host} is read-only: {action} could not be written.',
    why: 'It was mounted so, or the kernel switched it after a disk error (see `dmesg`).',
    fix: `Make it writable or choose another \`installDirectory\` in org.yaml.\n${AGAIN}`,
  },
  'run.backup-refused': {
    what: '{host} can not send its backups where they are to go.',
    why: 'It has tried with the key that its timer will use. `Permission denied`: the SSH server there does not let that account in (AllowUsers, AllowGroups, AuthorizedKeysFile). A timeout: a firewall between them. All else are the words of the other host.',
    fix: `Correct that on the host that \`backup.to.host\` in org.yaml names, for instance in /etc/ssh/sshd_config.\n${AGAIN}`,
  },
  'run.packages-unavailable': {
    what: '{host} could not get an OS package that its services need.',
    why: 'Its package sources cannot be reached, are not up to date, or do not have it.',
    fix: `On {host}: \`sudo apt-get update\` must succeed; correct /etc/apt/sources.list if it does not.\n${AGAIN}`,
  },
  'run.packages-unfit': {
    what: 'The OS packages that the services of {host} need do not go together with what is installed there.',
    why: 'A package is held at its version, is in the way, or lacks what it depends on; apt names it below. Nothing was removed.',
    fix: `On {host}, see what is held: \`apt-mark showhold\`. Release it: \`sudo apt-mark unhold PACKAGE\`.\nWhere dependencies are broken: \`sudo apt-get --fix-broken install\`.\n${AGAIN}`,
  },
  'run.carried-packages-unfit': {
    what: 'The OS packages that were brought along can not be installed on {host}.',
    why: 'The host has newer versions of some, or packages that do not go together with them. Nothing of the host was removed for them.',
    fix: `Make the bundle again where there is a network: a newer one holds newer packages.\nOr install them on {host} by other means: what is installed is left as it is.\n${AGAIN}`,
  },
  'run.package-manager-busy': {
    what: 'Another program is using the package manager of {host}, and did not finish within 2 minutes.',
    why: 'Most likely unattended upgrades, which run after boot.',
    fix: `Wait until \`sudo fuser /var/lib/dpkg/lock-frontend\` on {host} names no process.\n${AGAIN}`,
  },
  'run.wheel-missing': {
    what: 'A Python package that {instance} on {host} needs can not be imported there.',
    why: 'The wheelhouse archive is incomplete, or what is in it is made for another Python, another processor or a newer system.',
    fix: `Let the program make both archives: take \`python\` and \`wheelhouse\` out of \`artifacts\` in org.yaml, and their entries out of artifacts.lock.json.\nOr add what is named below to the wheelhouse archive (a wheel for cp37 or py3-none-any).\n${AGAIN}`,
  },
  'run.data-center-unreachable': {
    what: 'The carrier on {host} cannot reach the data center of the network, and ends without it.',
    why: 'The data center is down, its address in org.yaml is wrong, or a firewall drops the connection.',
    fix: `From {host}, try: \`timeout 2 bash -c '</dev/tcp/ADDRESS/PORT'\` with network.dataCenter of org.yaml.\nCorrect the address or the firewall. ${AGAIN}`,
  },
  'run.carrier-registered-twice': {
    what: 'The carrier on {host} refuses to start: Consul already knows a service with the tag `carrier`.',
    why: 'Another carrier uses the same Consul, or a registration of an earlier one was left behind.',
    fix: `Stop the other carrier; an organisation has exactly one.\n${AGAIN}`,
  },
  'run.carrier-key-unusable': {
    what: 'The p2p key of the carrier on {host} cannot be used.',
    why: 'The file must hold exactly 64 hex characters and nothing else, not even a newline.',
    fix: `Put the organisation's key back from a backup; a new key would be a new identity in the network.\n${AGAIN}`,
  },
  'run.port-in-use': {
    what: '{instance} on {host} cannot open its port: another program holds it.',
    why: 'Something was started on that port after the checks, or an older installation still runs.',
    fix: `On {host}: \`sudo ss -ltnp\` names the holder; stop it, or choose another port in org.yaml.\n${AGAIN}`,
  },
  'run.database-refused': {
    what: 'The database refused the account that {instance} on {host} uses.',
    why: 'Its password was changed outside, or the account may not do what is needed.',
    fix: `Check the account on the database server; for a managed one, \`apply\` sets its password again.\n${AGAIN}`,
  },
  'run.database-unreachable': {
    what: 'The database server of {instance} on {host} does not answer.',
    why: 'It is not running, or its address or port in org.yaml is wrong.',
    fix: `On {host}: \`systemctl status mariadb\` (managed), or try the external server's port.\n${AGAIN}`,
  },
  'run.no-leader': {
    what: 'Consul on {host} has no leader.',
    why: 'More than half of the Consul servers must run and reach each other.',
    fix: `Check \`create-metis-node status\` and the server and serf ports between the consul hosts.\n${AGAIN}`,
  },
  'run.nginx-config': {
    what: 'nginx on {host} refuses its configuration; the one in use before is still in use.',
    why: 'Another site file on that host does not fit, or the certificate cannot be read.',
    fix: `On {host}: \`sudo nginx -t\` names file and line.\n${AGAIN}`,
  },
  'run.host-held': {
    what: '{user} on {machine} is at work on {host}: `{command}`, since {since}, now: {phase:phase}.',
    why: 'Two who change hosts at once would undo each other, so nothing was changed here.',
    fix: 'Wait until it has ended: the same command with `--wait` begins by itself then.\nIf it was cut off, its hold ends by itself within a minute, or with the action that still runs there.',
  },
  'run.hold-lost': {
    what: '{host} is not held for this command any more.',
    why: 'It was cut off from the host, or stood still: for more than a minute, or somebody else has begun there meanwhile. Others may have changed the host since, so nothing more is done there.',
    fix: `See what is open now: \`create-metis-node plan\`.\n${AGAIN}`,
  },
  'run.hold-impossible': {
    what: '{host} can not be marked as being worked on: /run/metis-hold could not be written, or flock is missing.',
    why: 'Without it two could change the host at once.',
    fix: `Look at it on {host}: \`ls -ld /run/metis-hold; df -h /run; df -i /run; command -v flock\`.\nMake room, remove what stands in its place, or install util-linux. ${AGAIN}`,
  },
  'run.not-handed-over': {
    what: '{host} does not give what it has packed for another host: {path}',
    why: 'It was there when {host} had packed it, and is needed before the service is started on the other host.',
    fix: `Look at the lines below. ${AGAIN} What is missing is packed anew.`,
  },
  'run.host-lost': {
    what: 'The connection to {host} was lost and could not be made again.',
    why: 'The host is down, was restarted, or the network between is interrupted.',
    fix: `Bring {host} back. ${AGAIN}`,
  },
  'run.plan-changed': {
    what: 'The hosts have changed since the plan was shown, so nothing was done.',
    why: 'What was reviewed is what runs; somebody or something else changed the hosts meanwhile.',
    fix: 'Read what it would do now, and agree to that: `create-metis-node {again}`',
  },
  'run.still-differs': {
    what: 'Everything was carried out, but {count} things still differ from org.yaml.',
    why: 'Something on the hosts changes them back, or a service became unhealthy right after its start.',
    fix: 'See what and where: `create-metis-node plan`.\nSee what the services say: `create-metis-node status`.',
  },
  'run.changes-open': {
    what: 'The hosts differ from org.yaml in {count} {count:thing|things}, so {name} was not rotated.',
    why: 'They would be carried out together with it, and nobody could tell what of both had failed.',
    fix: 'See what differs: `create-metis-node plan`.\nCarry it out first: `create-metis-node apply`. Then rotate.',
  },
  'run.rotation-undone': {
    what: 'The new value of {names} was not seen to work: the former is back, here and on the hosts.',
    why: 'What failed is told above. The new value is forgotten.',
    fix: 'Correct the cause, then rotate again: `create-metis-node secrets rotate NAME`',
  },
  'run.rotation-stuck': {
    what: 'Neither the new nor the former value of {names} was seen to work; hosts may have either.',
    why: 'What failed is told above. Both values are in {path}, which only your account can read.',
    fix: 'Correct the cause, then `create-metis-node apply`: it brings the former value to all hosts and removes that file. Keep the file until then.',
  },
  'run.facts-incomplete': {
    what: '{host} answered, but not all of the questions: {reason}.',
    why: 'Its connection broke off, its disk is full, or a shell start-up file of root ends the session.',
    fix: 'Log in to {host} and try `sudo bash -c true`; it must end silently with exit code 0.',
  },
  'run.process-lost': {
    what: 'The process that carried out {command} is gone, and has not said how it ended.',
    why: 'It was killed, this machine was restarted, or it ran out of memory. An action that was under way may be half done.',
    fix: 'Nothing has to be cleaned up: `create-metis-node apply` looks at the hosts again and goes on from there.',
  },
  'run.bug': {
    what: 'create-metis-node failed in a way that nobody foresaw.',
    why: 'This is a bug in the installer. The hosts are as the actions that are done have left them.',
    fix: 'Report it with the lines above; the place is shown by: `npm bugs create-metis-node`\nRun `create-metis-node apply` again: it goes on from here.',
  },
}
