const ANSWERS_TO_NOBODY = '192.0.2.53'

const sources = ['bookworm', 'bookworm-updates', 'bookworm-security']
  .map(
    (suite) =>
      `deb http://deb.debian.org/debian${suite.endsWith('-security') ? '-security' : ''} ${suite} main\n`,
  )
  .join('')

/**
 * Files of a machine as its distribution installs it: its own package sources, and a name server that is asked for
 * every name. At an air-gapped site none of them is there, and whoever tries them shows on the wire.
 */
export const OUT_OF_THE_BOX: Readonly<Record<string, string>> = {
  '/etc/apt/sources.list': sources,
  '/etc/resolv.conf': `nameserver ${ANSWERS_TO_NOBODY}\noptions timeout:1 attempts:1\n`,
  '/etc/nsswitch.conf': ['passwd', 'group', 'shadow', 'gshadow', 'networks', 'protocols', 'services']
    .map((database) => `${database}: files\n`)
    .concat('hosts: files dns\n')
    .join(''),
}
