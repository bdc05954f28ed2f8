const PUT =
  'Or get the files elsewhere, put them into a folder beside org.yaml under these names, and write there: artifacts: {source: ./artifacts}'
const MIRROR = 'Or take another server: --mirror {family}=https://mirror.example/'

/** Of artifacts and OS packages: what keeps them away. */
export const texts = {
  'artifact.unknown': {
    what: 'The release {release} has no artifact `{artifact}`.',
    why: 'The name under `artifacts.files` is mistyped, or belongs to another release.',
    fix: 'Use one of: {known}',
  },
  'artifact.not-in-release': {
    what: 'The release {release} lists no artifact `{artifact}`, and the role {role} needs it.',
    why: 'It lists: {known}.',
    fix: 'Add it under `artifacts` of the release file, as in the release that comes with this program.',
  },
  'artifact.missing': {
    what: '{count} of the files of {release} are in none of the places that were looked at:\n{files}',
    why: 'The folder or mirror does not hold the whole release, or the file has another name there.',
    fix: 'Put the files into a folder beside org.yaml under these names, and write there: artifacts: {source: ./artifacts}\nOr name a single file: artifacts: {files: {{example}: ./path/to/file}}',
  },
  'artifact.file-missing': {
    what: 'The file given for `{artifact}` is not there: {path}',
    why: 'The path is mistyped; relative paths start at the folder of org.yaml.',
    fix: 'Correct `artifacts.files` in org.yaml, or put the file there: ls -l -- {quoted}',
  },
  'artifact.source-missing': {
    what: '`artifacts.source` is neither a folder nor a zip file: {path}',
    why: 'The path is mistyped, or a disk is not mounted; relative paths start at the folder of org.yaml.',
    fix: 'Correct `artifacts.source` in org.yaml, or make the folder available: ls -ld -- {quoted}',
  },
  'artifact.unresolved': {
    what: 'The name {server} has no address ({reason}), so {count} files could not be fetched:\n{files}',
    why: 'This machine has no internet connection or no working DNS, or the server is gone.',
    fix: `Try: getent hosts {server}\nOr name a mirror in org.yaml: artifacts: {source: "https://mirror.example/metis/"}\n${PUT}`,
  },
  'artifact.unreachable': {
    what: '{server} does not answer ({reason}), so {count} files could not be fetched:\n{files}',
    why: 'A firewall or a missing proxy is in the way, or the server is down.',
    fix: `Try: curl -I {address}\nWhere only a proxy leads out: https_proxy=http://proxy.example:3128 create-metis-node ...\n${PUT}`,
  },
  'artifact.tls': {
    what: '{server} could not prove who it is ({reason}), so {count} files could not be fetched:\n{files}',
    why: 'Its certificate is expired, self-signed or by an authority that neither this machine nor Node.js knows, or a proxy answers in its place.',
    fix: `Trust your own authority: NODE_EXTRA_CA_CERTS=/path/to/ca.pem create-metis-node ...\n${PUT}`,
  },
  'artifact.stalled': {
    what: '{server} sent nothing for {reason}, so {count} files are not complete:\n{files}',
    why: 'The connection or the server is overloaded. What has arrived is kept.',
    fix: `Try again: it goes on where it stopped.\n${PUT}`,
  },
  'artifact.refused': {
    what: '{server} refuses to give {count} files ({reason}):\n{files}',
    why: 'The mirror asks for a login, limits requests or has a fault of its own.',
    fix: `Try: curl -I {address}\n${PUT}`,
  },
  'artifact.web-page': {
    what: '{address} answers with a web page where {file} was expected.',
    why: 'A login page of the network or an error page of the mirror stands in for the file.',
    fix: `Open {address} in a browser to see it.\n${PUT}`,
  },
  'artifact.unreadable': {
    what: '{path} could not be read: {reason}.',
    why: 'It is a folder, belongs to somebody else, or its disk is failing.',
    fix: 'Look at it: `ls -l -- {quoted}`',
  },
  'artifact.empty': {
    what: '{path} is empty.',
    why: 'A copy or download has failed, or a disk was full.',
    fix: 'Copy or download it again, then compare its size with the origin: `ls -l -- {quoted}`',
  },
  'artifact.truncated': {
    what: '{path} has {size} bytes, and {expected} are expected.',
    why: 'A copy or download ended early, or a disk was full.',
    fix: 'Copy or download it again, then try again: `ls -l -- {quoted}`',
  },
  'artifact.changing': {
    what: '{path} changed while it was read.',
    why: 'Something still writes it, a download or a copy.',
    fix: 'Wait until it is complete, then try again.',
  },
  'artifact.checksum-mismatch': {
    what: '{path} is not the file that this organisation has pinned for `{artifact}`.\nexpected SHA-256 {expected}\nfound            {found}',
    why: 'The file was damaged or exchanged since it was first seen on {since} at {from}.',
    fix: 'Get the file again from where you trust it, and compare: `sha256sum -- {quoted}`\nIf the new file is meant: remove the entry "{pin}" from artifacts.lock.json and try again.',
  },
  'artifact.release-mismatch': {
    what: '{path} is not the file that {release} names for `{artifact}`.\nexpected SHA-256 {expected}\nfound            {found}',
    why: 'The file was damaged or exchanged on its way, or belongs to another version.',
    fix: 'Get the file again from where you trust it, and compare: `sha256sum -- {quoted}`\nIf you do mean this file, write into artifacts.lock.json: "{pin}": {entry}',
  },
  'artifact.sums-mismatch': {
    what: '{path} does not have the checksum that its publisher gives in {sums}.\nexpected SHA-256 {expected}\nfound            {found}',
    why: 'The file was damaged or exchanged on its way, or the two belong to different versions.',
    fix: 'Get both again from where you trust them, and compare: `sha256sum -- {quoted}`',
  },
  'artifact.zip-damaged': {
    what: '{path} is not a whole zip file: {reason}.',
    why: 'A copy or download ended early, or another kind of file was named.',
    fix: 'Get it again, and test it: `unzip -t {quoted}`',
  },
  'artifact.zip-hostile': {
    what: '{path} holds an entry that would be written outside its folder: {entry}',
    why: 'No proper release has such a name: somebody has tampered with the file.',
    fix: 'Do not use it. Get the file again from where you trust it.',
  },
  'artifact.zip-member-missing': {
    what: '{path} does not hold `{member}`.',
    why: 'It is the zip of something else. It holds: {entries}',
    fix: 'Get the file {file} of the release, and look into it: `unzip -l {quoted}`',
  },
  'artifact.proxy-unusable': {
    what: 'The proxy that this shell names can not be used.',
    why: '`http_proxy` or `https_proxy` holds something that is no address of a proxy.',
    fix: 'Look at them: env | grep -i _proxy\nand write for instance: export https_proxy=http://proxy.example:3128',
  },
  'artifact.parts-missing': {
    what: '{count} of the {all} files that `{artifact}` is made of could not be had:\n{places}',
    why: 'Nobody publishes `{artifact}`, so it is made of files that are; these are not in the folder that was given, and {index} does not give them.',
    fix: 'Name a package index of your own that has them, in org.yaml: artifacts: {index: "https://index.example/simple/"}\nOr make a bundle where there is a network: `create-metis-node bundle create`\nOr get these elsewhere, put them under any names, also in a zip, into a folder, and write: artifacts: {source: ./artifacts}\n{files}',
  },
  'artifact.part-unfit': {
    what: '`{artifact}` can not be made of {file}: {reason}.',
    why: 'It is the file that the release names, and is not laid out as it says: {path}',
    fix: 'Correct the line of {file} under `parts` in the release file.',
  },
  'artifact.no-room': {
    what: '{need} MiB are to be written below {path}, and {free} MiB are free there.',
    why: 'What is fetched is kept whole before any of it is used.',
    fix: 'Make room: `df -h -- {quoted}`\nOr use another folder for downloads: XDG_CACHE_HOME=/path/with/room create-metis-node ...',
  },
  'artifact.cache-unwritable': {
    what: '{path} could not be written: {reason}.',
    why: 'The disk is full or read-only, or the folder belongs to somebody else.',
    fix: 'Look at the disk: `df -h -- {quoted}; ls -ld -- {quoted}`\nOr use another folder for downloads: XDG_CACHE_HOME=/path/with/room create-metis-node ...',
  },
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
