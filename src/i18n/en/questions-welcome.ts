import type { Explanation } from '../../lib/explanation.js'

/** What `?` shows on the screens of the welcome and of the organisation. */
export const questions = {
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
} satisfies Readonly<Record<string, Explanation>>
