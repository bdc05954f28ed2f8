import { sh } from '../lib/command.js'
import type { Fact } from './fact.js'
import type { FactId } from './fact-ids.js'

/** Programs that every script on a host takes for granted, with the package that has them on Debian and Ubuntu. */
export const TOOLS = {
  ip: 'iproute2',
  ss: 'iproute2',
  perl: 'perl-base',
  sed: 'sed',
  grep: 'grep',
  find: 'findutils',
  tar: 'tar',
  gzip: 'gzip',
  flock: 'util-linux',
  useradd: 'passwd',
  dpkg: 'dpkg',
  'apt-get': 'apt',
  systemctl: 'systemd',
} as const
export type Tool = keyof typeof TOOLS

/** What nobody answers without them. */
export const ANSWERS_NEED: Readonly<Partial<Record<Tool, readonly FactId[]>>> = {
  ip: ['identity'],
  ss: ['listeners'],
  perl: ['kernel'],
  dpkg: ['software', 'packageTrial'],
  'apt-get': ['packageTrial'],
  systemctl: ['units'],
}

/** Those that the host lacks. */
export const toolsFact: Fact<readonly Tool[]> = {
  command: sh`
for tool in ${Object.keys(TOOLS)}; do command -v "$tool" >/dev/null || printf '%s\\n' "$tool"; done`,
  parse: (output) => output.split('\n').filter((name): name is Tool => Object.hasOwn(TOOLS, name)),
}
