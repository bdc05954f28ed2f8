export const texts = {
  'upgrade.to-what': {
    what: 'upgrade was not told to which release.',
    why: 'org.yaml says which release the organisation runs with, and this command changes it.',
    fix: 'Name one that comes with this program, or a file of your own: `create-metis-node upgrade --to ./our-release.yaml`',
  },
  'upgrade.no-way': {
    what: 'Release {to} can not be put in the place of {from}.',
    why: 'A release says which ones it may follow, as their data has another form otherwise. It follows: {known}.',
    fix: 'Go by way of one of these, or install the new release beside the old one, on hosts of its own.',
  },
  'upgrade.one-way': {
    what: 'There is no way back from release {from} to {to}: {roles} could not read its data any more.',
    why: 'Release {from} says so: its programs have changed the form of what is kept.',
    fix: 'What was saved before the upgrade can be brought back: `create-metis-node {back}`',
  },
  'upgrade.nothing-before': {
    what: 'No host of {organisation} remembers a release before {release}.',
    why: 'Hosts keep the last twenty generations of org.yaml, and none of these had another release before this one.',
    fix: 'Name the release: `create-metis-node upgrade --to RELEASE`',
  },
} as const
