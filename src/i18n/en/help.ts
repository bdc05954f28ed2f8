/** The words of `--help`: the only ones that every start reads. */
export const texts = {
  'help.bundle': 'everything a site without a network needs, in one file: make it, check it',
  'help.bundle-create':
    'make a bundle on a connected machine: artifacts, OS packages, Node.js and this program',
  'help.bundle-verify': 'check every byte of a bundle, and say who signed it and what it installs',
  'help.argument.bundle': 'a .metis file, its first part (.001) or its unpacked folder; default: --bundle',
  'help.option.output': 'the file to write (default: <organisation>.metis)',
  'help.option.bundle-preset': 'for this preset, before there is an org.yaml',
  'help.option.source': 'artifacts from there, instead of what org.yaml says',
  'help.option.os': 'system of hosts, e.g. debian-12; several times for several',
  'help.option.cpu': 'only for processors with (avx2) or without (no-avx2) AVX2; default: both',
  'help.option.since': 'carry only what this earlier bundle does not hold',
  'help.option.split': 'write parts of this size, e.g. 700m; 4g fits FAT32',
  'help.option.node': 'Node.js for the site: a program or an archive of nodejs.org',
  'help.option.mirror':
    'fetch packages of a distribution, or of Python, from there, e.g. debian=https://mirror.example/',
  'help.option.bundle': 'take everything from this bundle, nothing from a network (also: METIS_BUNDLE)',
  'help.option.bundle-key': 'fingerprint that the bundle must be signed with',
  'help.program':
    'From bare Linux machines to a running, verified MetisNode, described by one file: org.yaml',
  'help.init': "write a new organisation's folder: org.yaml from a preset, its passwords and keys",
  'help.validate': 'check org.yaml: every problem with its line and its fix',
  'help.check': 'look at the hosts: is all that an installation needs there? changes nothing',
  'help.plan': 'show what would change on each host, and why; changes nothing',
  'help.apply': 'install, resume, repair, reconfigure or scale out: make the hosts as org.yaml says',
  'help.status': 'health of every instance, as the service itself reports it',
  'help.start': 'start all, or the named roles and instances, in order, until they are healthy',
  'help.stop': 'stop all, or the named roles and instances, in reverse order',
  'help.restart': 'restart all, or the named roles and instances, in order, until they are healthy',
  'help.maintain':
    'take one host after the other out of work, to patch or reboot it, and wait until all works again',
  'help.readdress':
    'give a host its new address everywhere: in org.yaml, known_hosts, and what hosts have of it',
  'help.logs': 'log lines of one or more instances, from all their hosts',
  'help.secrets': "the organisation's passwords and keys: show one, give one a new value",
  'help.secrets-show':
    'print one password or key of secrets.json, and nothing else; without a name, say which there are',
  'help.secrets-rotate':
    'give a secret a new value, here and on the hosts, prove that it works, and go back to the former if not',
  'help.support':
    'write one file with which somebody else can help, without secrets, addresses and names; shown first',
  'help.firewall': 'for firewalls that you load yourself: `firewall: by-hand` in org.yaml',
  'help.firewall-print': 'print what each host lets in, for nftables, ufw, firewalld or a cloud',
  'help.argument.firewall-host': 'a host; default: all of them',
  'help.option.firewall-format': 'nftables (default), ufw, firewalld or cloud',
  'help.metrics': 'for Prometheus and Grafana, over what `metrics` in org.yaml has hosts write',
  'help.metrics-rules': 'print alert rules for Prometheus',
  'help.metrics-dashboard': 'print a dashboard for Grafana',
  'help.hooks': 'show the commands of your own that org.yaml starts, confirm them, try one',
  'help.backup':
    'all that the organisation is, in one sealed file; its carrier stands still for some seconds',
  'help.backup-list': 'the backups in a folder, and what is in them',
  'help.backup-verify': 'open a backup and compare every checksum in it',
  'help.argument.backups': 'folder of the backups, default: backups/ beside org.yaml',
  'help.argument.backups-there': 'the same, or HOST: for what hosts have sent there',
  'help.argument.backup':
    'a *.metis-backup file, a folder with those that hosts have made, or HOST: where they have sent them',
  'help.option.keep': 'remove all but the last so many of this organisation in that folder',
  'help.option.with-data': 'uploads and results of data and compute too',
  'help.restore': 'from a backup to the organisation as it was, on the same machines or on fresh ones',
  'help.option.org-yaml': 'this org.yaml in place of the one in the backup, e.g. with new addresses',
  'help.option.rehearse-restore': 'on simulated hosts only: does the backup have all that it needs?',
  'help.option.confirm-restore':
    'name of the organisation: may replace what is there already (needed without a terminal)',
  'help.argument.restore-folder': 'folder of the organisation, made where there is none; default: here',
  'help.option.watch-file': 'write each look as JSON into this file, whole at every moment, for monitoring',
  'help.option.drift':
    'also compare the content of what was written and placed, which takes the hosts a while',
  'help.option.try': 'start the command of this event with a trial event: begun, done, failed or attention',
  'help.destroy': 'remove the organisation from its hosts, after a backup and a typed confirmation',
  'help.explain': 'what a problem code means and how to fix it; without a code, all of them',
  'help.schema': 'print the JSON Schema of org.yaml, for editors',
  'help.argument.folder': 'where to write it, default: here',
  'help.argument.selection': 'roles (data), instances (data-8700) or instances on a host (data-8700@h4)',
  'help.argument.secret': 'its name, e.g. console-password',
  'help.argument.rotated': 'database-password, console-password, recovery-passphrase or tls',
  'help.argument.code': 'a code, e.g. topology.role-single',
  'help.option.file': "the organisation's file (default: ./org.yaml)",
  'help.option.lang': 'en or zh (default: from LC_ALL, LC_MESSAGES, LANG)',
  'help.option.json': 'events and results as JSON lines on stdout, and nothing else there',
  'help.option.yes': 'ask nothing, go ahead',
  'help.option.no-color': 'no colours (also: NO_COLOR=1)',
  'help.option.verbose': 'more of what happens: output of actions, whole diffs, stacks',
  'help.option.version': 'print the version',
  'help.option.help': 'print this help',
  'help.option.accept-new-host-keys': 'trust the key of a host that was never seen before, without asking',
  'help.option.ssh-password-file': 'file (mode 0600) with the SSH password; also: METIS_SSH_PASSWORD',
  'help.option.sudo-password-file': 'file (mode 0600) with the sudo password; also: METIS_SUDO_PASSWORD',
  'help.option.preset': 'the preset to start from; see --list',
  'help.option.name': "the organisation's name, e.g. bank-a",
  'help.option.list': 'list the presets',
  'help.option.follow': 'go on as lines come, until Ctrl-C',
  'help.option.lines': 'lines per host to begin with (default: 100)',
  'help.option.certificate':
    'with tls: the new certificate with its chain, PEM (default: what lies where org.yaml says)',
  'help.option.key': 'with tls: its key, PEM',
  'help.option.confirm': "the organisation's name, typed as confirmation",
  'help.option.keep-data': 'keep identity, uploads, results and databases on the hosts (default)',
  'help.option.delete-data': 'remove them too; identity and databases are backed up first',
  'help.exit-codes': `Exit codes:
  0    done, or nothing to do
  1    failed; for status: something is not healthy
  2    plan: changes are pending
  3    invalid input: org.yaml, an option, a file
  130  interrupted`,
  'help.first-steps': `First steps:
  $ create-metis-node init bank-a --preset minimal
  $ cd bank-a                      # fill in the addresses in org.yaml
  $ create-metis-node check
  $ create-metis-node apply`,
  'help.history':
    'what was applied when, by whom, and what it changed; with a generation, its whole difference',
  'help.upgrade': 'put another release in the place of the one that runs',
  'help.rollback': 'go back to the release before',
  'help.undo': 'apply the generation before once more, here and on the hosts; a second undo is as it was',
  'help.option.generation': 'the org.yaml of this generation, as history lists them, instead of the one here',
  'help.argument.generation': 'number of a generation, as history lists them',
  'help.option.runs': 'list the runs instead, as all hosts have logged them: who, what, how it ended',
  'help.export-host': 'make the kit of a host that is set up by hand: its script and files',
  'help.adopt': 'look at what the old Ansible playbooks have installed, and at what taking it over takes',
  'help.option.adopt-plan': 'only look, and change nothing',
  'help.import':
    "write an organisation's folder from the inventories of the old Ansible playbooks; asks no host",
  'help.argument.imported':
    'the folder of the playbooks, or an inventory; several that were used one after the other, the first one first',
  'help.option.into': 'folder to write (default: the name of the organisation)',
  'help.option.vault-password-file': "file (mode 0600) with the password of Ansible's vault",
  'help.import-receipt': 'take in what a kit wrote on its host',
  'help.argument.host': 'name of the host in org.yaml',
  'help.argument.receipt': 'the file HOST.receipt that was carried back',
  'help.option.kit-output': 'folder to write, default HOST.kit; with --tar a file, default HOST.kit.tar',
  'help.option.kit-os': 'system of a host that has told nothing yet: debian-12',
  'help.option.kit-cpu': 'avx2 or no-avx2, of a host that has told nothing yet',
  'help.option.kit-tar': 'one tar instead of a folder',
  'help.topology': 'draw the organisation: hosts, roles, who talks to whom, what crosses its border',
  'help.option.picture-preset': 'draw this preset instead of a file',
  'help.option.picture-format':
    'box, ascii, mermaid or svg (default: box, or ascii where the terminal has no UTF-8)',
  'help.option.picture-width': 'columns (default: those of the terminal)',
  'help.option.picture-height': 'rows that it has to fit into (default: as many as it needs)',
  'help.option.zoom': 'this host alone: every port, and who reaches it',
  'help.pull': 'take over into this folder what is applied on the hosts, secrets too; changes no host',
  'help.option.theirs': 'take all of theirs; what is here stays beside as org.yaml.mine-...',
  'help.option.from-host': 'the host whose record is taken; without it, the newest of all',
  'help.recover': 'for a new laptop: from any one host of an organisation to a folder with which it goes on',
  'help.option.from': 'one of its hosts: [user@]host[:port], or a name of ~/.ssh/config',
  'help.option.passphrase-file':
    'file (mode 0600) with the recovery passphrase; also: METIS_RECOVERY_PASSPHRASE',
  'help.option.identity': 'file (mode 0600) with your age key, where org.yaml names operators',
  'help.rehearse': 'rehearse the whole installation on simulated hosts inside this program; touches nothing',
  'help.option.fault':
    'what goes wrong, e.g. host-lost@distribute:h2, disk-full, wrong-password:h1; repeatable',
  'help.option.speed': 'times as fast as real hosts (default: 2)',
  'help.option.day':
    'a later day of an organisation that runs: add-host, remove-host, move-ROLE, restart, upgrade, rollback, backup, restore',
  'help.option.instant': 'nobody waits for anything',
  'help.option.rehearse-preset':
    'the preset to rehearse (default: data-provider), unless --file names your own',
  'help.option.hosts': 'rehearse an organisation on so many hosts',
  'help.option.once': 'print it once as lines, also on a terminal',
  'help.watch':
    'follow the command that works on the organisation, whoever started it; or tell how the last one ended',
  'help.argument.readdressed': 'name of a host, and the IPv4 address that it has now',
  'help.argument.hosts': 'names of hosts; default: all of them, in the order of org.yaml',
  'help.option.reboot': 'reboot each host, and wait until it is back',
  'help.option.pause': 'ask it to pause: running actions finish, and nothing new begins',
  'help.option.continue': 'let a paused one go on',
  'help.option.stop': 'ask it to stop: once, and running actions finish; twice, and it stops at once',
  'help.option.delete-removed':
    "with what org.yaml no longer names its data is deleted as well; asks for the organisation's name",
  'help.option.forget':
    'a host that is gone for good and no longer in org.yaml; its registrations are taken off Consul',
  'help.option.overwrite': 'replace this generation on the hosts, whoever applied it',
  'help.option.wait': 'wait for whoever works on the hosts now, then begin',
  'help.option.even-so-restore': 'also one that lacks something, is not signed, or signed with other secrets',
  'help.option.even-so': 'restart also what would not come back now',
  'help.option.backup-first':
    'take a backup of what was applied last before anything is changed, as upgrade does',
  'help.option.hold':
    'how long, in seconds, what was started again has to stay well before it counts as good; as a rule 45',
  'help.option.parallel': 'change so many data or compute services at once, not one by one',
  'help.option.to-release': 'the release: one that comes with this program, or a YAML file',
  'help.option.no-backup': 'without a backup before',
  'help.option.reviewed': 'carry out only the plan with this digest; plan --json shows it',
  'help.option.credentials-from-stdin': 'read passwords from standard input, as one JSON object',
  'help.no-screens':
    'The wizard needs a terminal. Without one: init, check and apply, or --yes -f org.yaml to apply at once.',
  'help.gallery': 'every picture, component and card of this program, with made-up contents',
}
