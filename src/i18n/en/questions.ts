import type { Explanation } from '../../lib/explanation.js'

/** What `?` shows, by what the screen asks. */
export const questions = {
  roles: {
    what: 'Which host bears which role. Point at a role and ask again to read what it is. Light roles can share a host; data and compute want one of their own.',
    usual: 'a suggestion from the cores, memory and disk of your hosts; s suggests again, w tells why',
    seenBy: 'all your hosts; other organisations only see the external addresses of carrier and via',
    breaks: 'a host that bears too much gets slow, or Linux ends a service under load',
    flag: 'init --preset NAME',
    yaml: 'roles: { consul: h1, carrier: { host: h1, … }, admin: h1, … }',
  },

  'external-address': {
    what: 'The IPv4 address at which other organisations reach this role. Behind a router it is the address of the router, which must lead the ports to the host.',
    usual: 'a public address of the host if it has one, else its own address',
    seenBy: 'the whole network',
    breaks: 'with a wrong one nobody finds the carrier, and tasks fail at the via',
    yaml: 'roles: { carrier: { host: h1, externalAddress: 8.8.8.8 } }',
  },
  ports: {
    what: 'The port that a service listens on. What you leave at its default is not written down.',
    usual: 'those of the network, as in every manual',
    seenBy: 'whoever is named beside it; the table of ports tells',
    breaks: 'a port that something else on the host uses keeps the service from starting',
    yaml: 'ports: { consul: { http: 8500 }, via: 10031 }',
  },
  'data-center': {
    what: 'The data center is the notice board of the network: one for all organisations, run by the network, not by you. A carrier does not start without it.',
    usual: 'that of the public network, as the release names it',
    seenBy: 'your carrier dials it',
    breaks: 'the carrier ends right after its start',
    yaml: 'network: { dataCenter: 10.9.9.9:9090 }',
  },
  'bootstrap-nodes': {
    what: 'The carriers that yours asks first for all others, as ENR strings. For a private network: none on its first carrier; all others name that one, whose ENR its last screen shows.',
    usual: 'those of the public network, as the release names them',
    seenBy: 'your carrier only',
    breaks: 'a carrier without a reachable one stays alone',
    yaml: 'network: { bootstrapNodes: [] }',
  },
  operators: {
    what: 'From which networks you and your colleagues use the console. Rules that you load yourself have SSH in them too; what `managed` loads never touches SSH.',
    usual:
      'unknown: the console is opened to private networks, and SSH is left open to all, so that nobody is locked out',
    seenBy: 'whoever has org.yaml',
    breaks: 'too narrow a network locks you out of the console, and out of SSH where you load rules yourself',
    yaml: 'access: { operators: [192.168.7.0/24] }',
  },
  moirea: {
    what: 'Addresses of a Moirea platform that may drive your carrier.',
    usual: 'none: the carrier is closed to the outside, but for p2p',
    seenBy: 'whoever has org.yaml',
    breaks: 'the interfaces of the carrier have no password: whoever can reach them can use them',
    yaml: 'access: { moirea: [10.9.0.20] }',
  },
  partners: {
    what: 'Networks of the other organisations, which dial p2p of your carrier and via. Name the bootstrap nodes of the network among them: their answers come over UDP.',
    usual: 'everybody: p2p and via are meant for the whole network',
    seenBy: 'whoever has org.yaml',
    breaks: 'an organisation that is not named can no longer work with yours',
    yaml: 'access: { partners: [10.8.0.0/16] }',
  },
  firewall: {
    what: 'Who gets to the ports of services. `managed`: apply loads a table of nftables of its own on each host, proves over new connections that all who need it still get in, and else takes it back. `by-hand`: copy the rules in the form that your site uses.',
    usual: 'managed for a new organisation; in a file without the word nothing is closed',
    seenBy: 'each host',
    breaks:
      'monitoring or a platform that is named nowhere is shut out; rules for ufw, firewalld and clouds also close other programs of the host: add their ports',
    yaml: 'firewall: managed',
  },
  begin: {
    what: 'Where to begin. A rehearsal goes through every screen with simulated hosts inside this program: the way to learn it. Everything else works on real machines, and changes them only after a review.',
    usual: 'the rehearsal; whatever was begun before comes first',
    seenBy: 'only you',
    breaks: 'nothing: until Install is chosen on the review, no machine is changed',
    flag: 'rehearse; init, check and apply; -f org.yaml',
    yaml: 'hosts: { h1: { address: …, local: true } } for this machine',
  },
  'organisation-name': {
    what: 'What this organisation is called: one MetisNode. It is no name in the network; the console asks for that one later.',
    usual: 'none; in a rehearsal bank-a',
    seenBy: 'you and whoever administers the hosts: it names the folder and is typed to confirm a removal',
    breaks: 'once it is installed, another name would be another organisation',
    flag: 'init --name bank-a',
    yaml: 'organisation: bank-a',
  },
  'organisation-folder': {
    what: 'Where everything about the organisation lies on this computer: org.yaml, generated passwords and keys, confirmed host keys, journals. Keep a copy of it in a safe place.',
    usual: 'a folder of that name where the program was started',
    seenBy: 'secrets.json only you; the rest can go into version control',
    breaks: 'without it the organisation can not be upgraded, extended or removed by this program any more',
    flag: 'init <folder>; -f <folder>/org.yaml',
  },
  want: {
    what: 'What the organisation does in the network. It picks a first shape: which services, on how many hosts. Who only joins needs consul, carrier and admin; data and computing come with via, the gateway through which tasks reach them.',
    usual: 'provide data',
    seenBy: 'the network, once the services register',
    breaks: 'nothing: roles can be moved and added two screens later, and by apply on any later day',
    flag: 'init --preset minimal|data-provider|compute-provider|data-and-compute|production',
    yaml: 'roles: { consul: h1, carrier: …, admin: h1, via: …, data: h3, compute: h4 }',
  },
  language: {
    what: 'The language of every screen, message and file that this program writes for people.',
    usual: 'that of the terminal (LC_ALL, LC_MESSAGES, LANG)',
    seenBy: 'only you',
    breaks: 'nothing; Ctrl-L switches it on every screen',
    flag: '--lang en|zh',
  },
  machines: {
    what: 'The machines that bear this organisation, and how this program logs in to them. Each is looked at at once: can it be reached, is it really that host, may we log in and become root, and what is it. Nothing on it is changed by looking.',
    usual: 'the last user and key file, port 22, your SSH agent and usual keys',
    seenBy:
      'the hosts: a login in their journal; addresses are told to the other services of the organisation',
    breaks:
      'a service registers with the address of its host: if that is not the one of its first interface, nobody finds it',
    flag: 'hosts in org.yaml',
    yaml: 'hosts:\n  h1: { address: 10.0.0.11, user: ops, port: 22, identityFile: ~/.ssh/id_ed25519 }',
  },
  'machine-key': {
    what: 'Every SSH server has a key of its own, and shows its fingerprint here. Only the console of the host itself can tell that it is really this host and nobody in between. It is remembered in known_hosts of the organisation, and asked for once.',
    usual: 'nothing is trusted by itself',
    seenBy: 'only you',
    breaks:
      'if somebody else answers at that address, your passwords and everything that is installed are in their hands',
    flag: '--accept-new-host-keys, on a network you trust',
    yaml: 'hosts: { h1: { hostKey: SHA256:... } }',
  },
  'recover-from': {
    what: 'Every host keeps what was applied last, sealed. From any one of them a folder is made with which this computer goes on; nothing is changed on the host. The key of this first one you compare yourself, those of the others are known then.',
    usual: 'any host that you can log in to; all others are asked whether they keep something newer',
    seenBy: 'that host, and then the others of the organisation',
    breaks: 'a host that was away keeps an older generation: it is said, and nothing is changed by it',
    flag: 'recover --from USER@HOST FOLDER',
  },
  'recover-key': {
    what: 'What opens the sealed secrets: the recovery passphrase of the organisation, or, where org.yaml names operators, the path of the file with your age key.',
    usual:
      'whoever handed over has it from a safe; `secrets show recovery-passphrase` shows it where the folder still is',
    seenBy: 'this computer alone; it is sent nowhere and written nowhere',
    breaks: 'without it the secrets stay sealed, and nothing is written',
    flag: 'recover --identity FILE, --passphrase-file FILE',
  },
  'machine-password': {
    what: 'The password of the account that logs in, or that sudo wants, or the passphrase of a key file. It is sent once; what was refused is never sent again by itself, so that no account is locked.',
    usual: 'keys are tried first, as they ask nobody',
    seenBy:
      'the host, over the encrypted connection; it is kept in memory only, and never on a command line or in a file',
    breaks: 'without root nothing can be installed',
    flag: '--ssh-password-file, --sudo-password-file',
    yaml: 'hosts: { h1: { identityFile: ~/.ssh/id_ed25519 } }',
  },
  'machine-user': {
    what: 'The account on the hosts that this program logs in with. It must be root, or be allowed to use sudo for everything.',
    usual: 'that of the host before',
    seenBy: 'the hosts',
    breaks: 'without root nothing can be installed',
    flag: 'user in org.yaml',
    yaml: 'hosts: { h1: { user: ops } }',
  },
  release: {
    what: 'Which version of Metis is installed. A release names the version and the files of every service.',
    usual: 'the newest that this program knows',
    seenBy: 'program files on the hosts: /opt/metis/<instance>/releases/<version>',
    breaks: 'organisations of one network should run the same version',
    flag: 'release in org.yaml',
    yaml: 'release: metis-0.3.0',
  },
  artifacts: {
    what: 'Where the files of the release come from. They are fetched to this computer once, checked, and sent to the hosts from here; the hosts need no internet for them. A Python and its packages, which nobody publishes as one, are made here of what a folder, zip files in it, a mirror or a package index has.',
    usual: 'the published address',
    seenBy: 'only this program; what was fetched is kept in ~/.cache/create-metis-node',
    breaks:
      'a file that is missing or not the one that was pinned stops everything before any host is changed',
    flag: 'artifacts in org.yaml',
    yaml: 'artifacts: { source: ./artifacts, index: https://index.example/simple/, files: { carrier: ./carrier } }',
  },
  preflight: {
    what: 'Rules about the real hosts: system, size, clock, addresses, ports, what is there already, and every connection that the services will need. Nothing is changed by looking.',
    usual: 'all checks on all hosts that bear roles',
    seenBy: 'the hosts: for a moment something listens on the planned ports',
    breaks:
      'an error would end the installation half way, so it must be fixed first; a warning may, or it costs speed',
    flag: 'create-metis-node check',
  },
  review: {
    what: 'The plan: everything that will be done on each host, and why. It is the difference between org.yaml and what the hosts have. What is shown is what is done: if a host changes meanwhile, nothing is done and the new plan is shown.',
    usual: 'nothing happens until Install is chosen',
    seenBy: 'only you, until it is carried out',
    breaks: 'a plan can be carried out again at any time: what is done already is left out',
    flag: 'create-metis-node plan, create-metis-node apply',
  },
  install: {
    what: 'The plan as it is carried out. The run belongs to a process of its own and to its journal, not to this screen: leave it, come back, close the terminal; it goes on. A failure stops new work where it matters, lets running actions finish, and says what to do.',
    usual: 'the picture; Tab goes to phases, hosts, the log and what failed',
    seenBy: 'the hosts, and everybody on this computer who may read the folder runs/',
    breaks: 'nothing is broken for good by stopping: the next run sees what is there and does the rest',
    flag: 'create-metis-node apply, create-metis-node watch',
  },
  done: {
    what: 'The proof that it works, asked of the services themselves, and what to hand over: to whoever signs in at the console, to other organisations, and to a Moirea platform. It is written to handover.md too, without any secret.',
    usual: 'all of it is asked once more; r asks again',
    seenBy: 'only you; handover.md is made to be passed on',
    breaks:
      'a carrier that others cannot dial at its external address has no peers, and no task will ever reach it',
    flag: 'create-metis-node status',
  },
  home: {
    what: 'Your organisation as it runs now, asked anew every few seconds, and all that can be done with it. Point at a host or an instance, then Enter shows what to do; each has a key of its own.',
    usual: 'looking; whatever would change hosts is shown on Review first',
    seenBy: 'only you; looking changes nothing',
    breaks: 'nothing: until Install is chosen on the review, no machine is changed',
    flag: 'create-metis-node status; apply; restart; logs; history',
  },
  status: {
    what: 'Every instance as its own service reports it, asked anew every few seconds over connections that are kept. Healthy means that the service does its work, not only that a port is open.',
    usual: 'asked again every 5 seconds',
    seenBy: 'only you; looking changes nothing',
    breaks:
      'lost from Consul: it runs, but nobody finds it any more, and it will not come back by itself; apply starts it again',
    flag: 'create-metis-node status --once',
  },
  gallery: {
    what: 'Every component and every card of this program with made-up contents, for whoever reviews or translates it.',
    seenBy: 'only you; no host is asked',
    flag: 'create-metis-node gallery --lang en|zh',
  },
} satisfies Readonly<Record<string, Explanation>>
