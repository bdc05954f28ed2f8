const MIRROR = 'Or take another server: --mirror {family}=https://mirror.example/'

export const messages = {
  'apt.unknown-system': {
    what: 'No archive of OS packages is known for {system}.',
    why: 'Packages are collected from the archives in presets/archives.',
    fix: 'Use one of: {known}',
  },
  'apt.unreachable': {
    what: '{server} does not give its OS packages ({reason}): {address}',
    why: 'This machine has no way to the server, a proxy is missing, or the server is down.',
    fix: `Try: curl -I {address}\nWhat has arrived is kept: try again, and it goes on where it stopped.\n${MIRROR}`,
  },
  'apt.gone': {
    what: '{server} does not have {address}',
    why: 'The mirror is not complete, or the archive has moved: old systems leave the usual servers.',
    fix: `Look at {address} in a browser, and try again in an hour: mirrors change while they are updated.\n${MIRROR}`,
  },
  'apt.not-signed': {
    what: '{address} is not signed by a key of the archive: {reason}',
    why: 'The file was exchanged on its way, a login page stands in for it, or the archive signs with a new key.',
    fix: 'Use another server or network.\nKnown keys: {known}. For a new one, put it into presets/keys and its fingerprint into presets/archives.',
  },
  'apt.key-differs': {
    what: 'presets/keys/{file} is not the key that presets/archives names.\nexpected fingerprint {expected}\nfound                {found}',
    why: 'The file was exchanged, or only one of the two was changed.',
    fix: 'Install this program again, or write the fingerprint of a key that you trust into presets/archives.',
  },
  'apt.other-suite': {
    what: '{address} is of {found}, and {suite} was asked for.',
    why: 'The mirror has its folders mixed up, or somebody hands out an old or foreign archive.',
    fix: `Use another server.\n${MIRROR}`,
  },
  'apt.expired': {
    what: '{address} was true until {until}.',
    why: 'The mirror has not been updated since, somebody holds newer packages back, or the clock of this machine is wrong.',
    fix: `Compare the clock: date -u\n${MIRROR}`,
  },
  'apt.index-missing': {
    what: '{address} lists no {path}.',
    why: 'The mirror leaves out this part of the archive.',
    fix: `Use a server that has all of it.\n${MIRROR}`,
  },
  'apt.checksum-mismatch': {
    what: '{address} is not the file that the archive has signed for.\nexpected SHA-256 {expected}\nfound            {found}',
    why: 'The mirror is being updated, or the file was damaged or exchanged on its way.',
    fix: `Try again in a few minutes.\n${MIRROR}`,
  },
  'apt.unknown-package': {
    what: 'The archives of {system} have no package {name}.',
    why: 'The name is wrong, the package is not for amd64, or a mirror leaves out a part of the archive.',
    fix: `Look for it at https://packages.debian.org or https://packages.ubuntu.com.\n${MIRROR}`,
  },
  'apt.unmet': {
    what: '{name} can not be had on {system}: nothing there is {wanted}.\nneeded by {chain}',
    why: 'The mirror is being updated, or leaves out a part of the archive.',
    fix: `Try again in a few minutes.\n${MIRROR}`,
  },
  'apt.excluded': {
    what: '{name} can not be had on {system}: {wanted} does not go together with {against}.\nneeded by {chain}',
    why: 'The mirror is being updated, or mixes archives that do not belong together.',
    fix: `Try again in a few minutes.\n${MIRROR}`,
  },
}
