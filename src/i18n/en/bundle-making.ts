import type { BUNDLE_MAKING_CODES } from '../../errors/codes/bundle-making.js'
import type { Messages } from '../say.js'

export const bundleMakingMessages: Messages<(typeof BUNDLE_MAKING_CODES)[number]> = {
  'bundle.own-release': {
    what: "A bundle can't carry the release file {path} yet.",
    why: 'The site would not know that release: it has those that come with this program.',
    fix: 'Name a release that comes with this program in org.yaml.\nOr install from this machine, without a bundle.',
  },
  'bundle.runtime-unfit': {
    what: '{path} can not be the Node.js of a bundle: {reason}',
    why: 'A bundle starts on any Linux with x86-64 and glibc 2.28 or newer, so its Node.js must not need more than that. Builds of distributions often do.',
    fix: 'Leave out --node, and it is fetched from nodejs.org.\nOr give the archive from there, or the program in it: `--node node-v20.20.0-linux-x64.tar.gz`',
  },
  'bundle.runtime-missing': {
    what: 'The Node.js for the bundle could not be fetched: {address} ({reason})',
    why: 'The one that runs this program would not start on every site, so the one of nodejs.org is needed.',
    fix: 'Get {name} on a machine that reaches nodejs.org and give it: `--node {name}`',
  },
  'bundle.runtime-differs': {
    what: '{address} has the checksum {found}, and nodejs.org publishes {expected}.',
    why: 'It was damaged on the way, or somebody in between changes what is downloaded.',
    fix: 'Try again, if need be over another network.\nOr get the archive elsewhere, compare its checksum, and give it: `--node <file>`',
  },
  'bundle.installer-incomplete': {
    what: 'This program can not put itself into a bundle: there is no {path}.',
    why: 'Its own folder is not complete. In a checkout of its sources, it was not built yet.',
    fix: 'Install it anew: `npm install --global create-metis-node`\nIn a checkout: `npm run build`',
  },
  'bundle.system-needed': {
    what: 'For which operating systems the bundle is to be was not said, and there is nobody to ask.',
    why: 'It carries the packages that MySQL, nginx or Java are on the hosts; these differ from system to system.',
    fix: 'Name those of your hosts: `--os {example}` (several times for several)\nThere are: {systems}',
  },
  'bundle.output-taken': {
    what: '{path} is there already, and is left as it is.',
    why: 'Earlier bundles are worth keeping: --since makes the next one small.',
    fix: 'Choose another name: `-o <file>`\nOr remove it first: `rm {quoted}`',
  },
  'bundle.output-like-part': {
    what: 'A bundle can not be called {name}: it ends in a dot and three digits.',
    why: 'That is how parts of a bundle end (acme.metis.001), so it would be taken for one and never open.',
    fix: 'Choose another name: `-o {quoted}`',
  },
  'bundle.none-given': {
    what: 'Which bundle is meant was not said.',
    why: '',
    fix: 'Name its file, its first part or its unpacked folder: `create-metis-node bundle verify acme.metis`',
  },
  'bundle.other-release': {
    what: '{bundle} holds the release {found}, and org.yaml asks for {release}.',
    why: 'The bundle is older or newer than the file.',
    fix: 'Set `release: {found}` in org.yaml, if that one is meant.\nElse make a bundle for this file on a connected machine: `create-metis-node bundle create -f org.yaml -o new.metis`',
  },
}
