import type { Explanation } from '../explanation.js'

/** What `?` shows, by what the screen asks. */
export const questions = {
  language: {
    what: 'The language of every screen, message and file that this program writes for people.',
    usual: 'that of the terminal (LC_ALL, LC_MESSAGES, LANG)',
    seenBy: 'only you',
    breaks: 'nothing; Ctrl-L switches it on every screen',
    flag: '--lang en|zh',
    yaml: '',
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
    what: 'Where the files of the release come from. They are fetched to this computer once, checked, and sent to the hosts from here; the hosts need no internet for them.',
    usual: 'the published address',
    seenBy: 'only this program; what was fetched is kept in ~/.cache/create-metis-node',
    breaks:
      'a file that is missing or not the one that was pinned stops everything before any host is changed',
    flag: 'artifacts in org.yaml',
    yaml: 'artifacts: { source: ./artifacts, files: { carrier: ./carrier } }',
  },
  preflight: {
    what: 'Rules about the real hosts: system, size, clock, addresses, ports, what is there already, and every connection that the services will need. Nothing is changed by looking.',
    usual: 'all checks on all hosts that bear roles',
    seenBy: 'the hosts: for a moment something listens on the planned ports',
    breaks:
      'an error would end the installation half way, so it must be fixed first; a warning may, or it costs speed',
    flag: 'create-metis-node check',
    yaml: '',
  },
  review: {
    what: 'The plan: everything that will be done on each host, and why. It is the difference between org.yaml and what the hosts have. What is shown is what is done: if a host changes meanwhile, nothing is done and the new plan is shown.',
    usual: 'nothing happens until Install is chosen',
    seenBy: 'only you, until it is carried out',
    breaks: 'a plan can be carried out again at any time: what is done already is left out',
    flag: 'create-metis-node plan, create-metis-node apply',
    yaml: '',
  },
} satisfies Readonly<Record<string, Explanation>>
