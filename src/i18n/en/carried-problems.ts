const AGAIN =
  'Carry it again from where it was made, and compare there and here: `create-metis-node bundle verify {quoted}`'

/** Problems of what is carried to a site: bundles and kits. */
export const texts = {
  'bundle.not-there': {
    what: 'There is no bundle at {bundle}.',
    why: 'The path is mistyped, or the medium with it is not mounted.',
    fix: 'Look for it: `ls -l -- {quotedFolder}`',
  },
  'bundle.unreadable': {
    what: '{bundle} could not be read: {reason}.',
    why: 'It belongs to somebody else, or the medium it lies on is failing.',
    fix: 'Look at it: `ls -ld -- {quoted}`\nCopy it to another disk, then try again with the copy.',
  },
  'bundle.not-a-bundle': {
    what: '{bundle} is not a bundle: {reason}.',
    why: 'Another file was named, or the copy of it is damaged from its first bytes on.',
    fix: 'Name the file that ends in .metis, its first part .metis.001, or the folder that it was unpacked to.',
  },
  'bundle.part-missing': {
    what: 'The part {part} of the bundle is not there.',
    why: 'It was not copied, or has another name here; all parts must lie in one folder.',
    fix: 'Carry {part} from where the bundle was made.\nLook at what is there: `ls -l -- {quotedFolder}`',
  },
  'bundle.parts-missing': {
    what: 'The bundle {bundle} has {count} parts; not here: {parts}',
    why: 'They were not copied, or have other names here; all parts must lie in one folder.',
    fix: 'Carry {parts} from where the bundle was made. What is here already is right.\nLook at what is there: `ls -l -- {quotedFolder}`',
  },
  'bundle.part-cut': {
    what: 'The part {part} of the bundle has {size} bytes, and {expected} were written.',
    why: 'The copy ended early: a medium was full or pulled out. The other parts are not to blame.',
    fix: 'Carry {part} again from where the bundle was made.\nLook at what is there: `ls -l -- {quotedFolder}`',
  },
  'bundle.manifest-invalid': {
    what: 'manifest.json of {bundle} can not be used: {reason}.',
    why: 'The bundle was made by another version of this program, or by somebody else.',
    fix: 'On a connected machine, make the bundle again with this version: `create-metis-node bundle create`',
  },
  'bundle.signature-invalid': {
    what: 'The signature of {bundle} does not fit its manifest.json ({reason}).',
    why: 'manifest.json or manifest.sig was damaged or changed after it was signed, so nothing in this bundle can be trusted.',
    fix: `${AGAIN}\nIf it stays so, ask whoever made it to make it again.`,
  },
  'bundle.bootstrap-differs': {
    what: 'The script at the beginning of {bundle} is not the one that was signed.\nexpected SHA-256 {expected}\nfound            {found}',
    why: 'The first bytes of the file were damaged or changed. The script runs when the bundle is started with sh.',
    fix: `Do not start this file.\n${AGAIN}`,
  },
  'bundle.truncated': {
    what: '{bundle} ends at byte {size}, within `{piece}`: {missing} bytes are missing.',
    why: 'The copy ended early: a medium was full, pulled out or can hold no file this large.',
    fix: 'Copy it again from where it was made, then compare the sizes: `ls -l -- {quoted}`\nA FAT32 stick holds no file of 4 GiB: make the bundle in parts, with --split 4G.',
  },
  'bundle.damaged': {
    what: '{bundle} is damaged at byte {byte}, at `{piece}`: {reason}.',
    why: 'The copy or the medium is faulty, or the file was changed after it was made.',
    fix: AGAIN,
  },
  'bundle.hostile': {
    what: '{bundle} holds `{entry}`, which no bundle of this program has: {reason}.',
    why: 'Somebody has put it there, perhaps to write outside of its folder. Nothing of it was used.',
    fix: 'Do not use this bundle. Tell whoever made it, and get it again in a way that you trust.',
  },
  'bundle.piece-differs': {
    what: 'The piece `{piece}` in {bundle} is not what was signed ({foundSize} bytes, and {expectedSize} were signed).\nexpected SHA-256 {expected}\nfound            {found}',
    why: 'It was damaged or exchanged after the bundle was made. Nothing was installed from it.',
    fix: AGAIN,
  },
  'bundle.piece-missing': {
    what: 'These pieces are not in {bundle}:\n{pieces}',
    why: 'They were taken out or lost after the bundle was made. Nothing was installed from it.',
    fix: AGAIN,
  },
  'bundle.unexpected': {
    what: '{bundle} holds files that are not in its manifest.json:\n{files}',
    why: 'They were added after the bundle was made, and nobody has signed them. Somebody may have meant them to be run or installed.',
    fix: 'If you put them there, move them elsewhere.\nElse do not use this bundle, and get it again in a way that you trust.',
  },
  'bundle.earlier-needed': {
    what: '{bundle} carries only what is new. These pieces are in an earlier bundle, made with manifest.json {earlier}, that was not opened on this machine:\n{pieces}',
    why: 'It was made with --since, for a site that has the earlier bundle.',
    fix: 'Open the earlier bundle on this machine first: `create-metis-node plan --bundle old.metis`\nOr ask for a whole bundle, made without --since.',
  },
  'bundle.not-in-it': {
    what: 'The bundle {bundle} has no piece `{piece}`.',
    why: 'It was made for another topology, another system or another release.',
    fix: 'On a connected machine, make a bundle for this topology: `create-metis-node bundle create -f org.yaml -o new.metis`',
  },
  'bundle.incomplete': {
    what: '{bundle} does not hold all of this topology: {have} of {wanted} pieces. Missing:\n{pieces}',
    why: 'It was made for another topology, for other systems or processors, or the topology has changed since.',
    fix: 'On a connected machine, with this org.yaml: `create-metis-node bundle create -f org.yaml -o new.metis`\nWith --since and this bundle only what is missing is carried.',
  },
  'bundle.source-differs': {
    what: 'The file for the piece `{piece}` changed while the bundle was written: {file}',
    why: 'Something else writes to it.',
    fix: 'Wait until nothing writes to it any more, then make the bundle again.',
  },
  'bundle.write-failed': {
    what: '{path} could not be written: {reason}.',
    why: 'The disk is full or read-only, or the folder belongs to somebody else.',
    fix: 'Look at the folder and its disk: `ls -ld -- {quotedFolder}; df -h -- {quotedFolder}`\nMake room or name another place, then try again.',
  },
  'bundle.file-too-large': {
    what: '{path} became larger than a file may be there.',
    why: 'The disk or stick is formatted with FAT32, which holds no file of 4 GiB or more.',
    fix: 'Make the bundle in parts: add --split 4G',
  },
  'bundle.too-many-parts': {
    what: '{bundle} would have more than 999 parts of {splitBytes} bytes.',
    why: 'Parts are numbered with three digits, and as many files would hardly arrive together.',
    fix: 'Make larger parts: --split {least}m or more, --split 4G for FAT32.',
  },
  'bundle.key-damaged': {
    what: '{path} is not a key that bundles can be signed with: {reason}.',
    why: 'The file was edited or cut, or another key was put there.',
    fix: 'Bring it back from your backup.\nOr move it away: the next bundle is signed with a new key, whose fingerprint the sites must compare anew: `mv -- {quoted} {quoted}.old`',
  },
  'bundle.signer-unconfirmed': {
    what: 'The signer of {bundle} was not confirmed: {fingerprint}',
    why: 'Only somebody who compares the fingerprint with the person who made the bundle can know that it is theirs.',
    fix: 'Ask that person to read their fingerprint to you, then demand what they have read: --bundle-key "12345 12345 ..."',
  },
  'bundle.signer-changed': {
    what: '{bundle} is signed by somebody else than earlier bundles of `{organisation}`.\nknown  {known}\nfound  {fingerprint}',
    why: 'Another person or another machine has made it, the key was made anew, or the bundle was exchanged on its way.',
    fix: 'Do not use it before the person who made it has read the same fingerprint to you.\nIf it is theirs, demand what they have read: --bundle-key "12345 12345 ..."',
  },
  'bundle.signer-not-demanded': {
    what: '{bundle} is not signed with the key that was demanded.\ndemanded  {demanded}\nfound     {fingerprint}',
    why: 'The fingerprint is mistyped, the bundle is an older one, or it was exchanged on its way.',
    fix: 'Compare the fingerprint again with the person who made the bundle. If it differs, do not use the bundle.',
  },
  'bundle.signers-damaged': {
    what: '{path} is not a list of signers: {reason}.',
    why: 'It was edited or cut.',
    fix: 'Bring it back from your backup.\nOr remove it, and compare fingerprints anew: `rm -- {quoted}`',
  },
  'bundle.older': {
    what: '{bundle} was made on {created}; one that was made on {newest} was used here for `{organisation}`.',
    why: 'It may hold OS packages and an installer whose faults the newer one has mended.',
    fix: 'Use the newer bundle. If this one is meant, nothing has to be done.',
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

  'kit.host-by-hand': {
    what: '{host} is set up by hand: nothing connects to it.',
    why: 'org.yaml says `byHand: true` for it.',
    fix: "Do it on the host's own console, or remove `byHand: true` to have it done over SSH.",
  },
  'kit.unknown-host': {
    what: 'There is no host `{found}` in org.yaml.',
    why: 'It knows {known}.',
    fix: 'Did you mean `{nearest}`?',
  },
  'kit.not-by-hand': {
    what: '{host} is not set up by hand, so it needs no kit.',
    why: '`apply` connects to it and sets it up itself.',
    fix: 'For a host that nothing may connect to, write to its entry in org.yaml: byHand: true',
  },
  'kit.no-roles': {
    what: '{host} has no role, so there is nothing to carry there.',
    why: 'A kit holds what the roles of its host need.',
    fix: 'Give it a role in org.yaml.',
  },
  'kit.system-unknown': {
    what: 'What fits {host} is not known: `{what}` is missing.',
    why: 'Nothing has come back from {host} yet, and its kit depends on that.',
    fix: 'On the host, look at: cat /etc/os-release; grep -cw avx2 /proc/cpuinfo\nThen say it: create-metis-node bundle export-host {host} --os debian-12 --cpu avx2',
  },
  'kit.folder-in-use': {
    what: '{path} is there already.',
    why: 'A kit is made in a place of its own, so that no two are mixed up.',
    fix: 'Name another place with -o, or remove that one first: it may hold secrets.',
  },
  'kit.receipt-invalid': {
    what: '{path} is no receipt of a kit: {reason}.',
    why: 'A receipt is the file that the kit wrote on the host, name and content as they were.',
    fix: 'Carry the file `HOST.receipt` again; on the host `bash run.sh --receipt` writes a new one.',
  },
  'kit.receipt-damaged': {
    what: 'The receipt {path} was changed or cut off on its way.',
    why: 'Its last line holds a checksum of all the others, and it is another one.',
    fix: 'Copy it again from the host, as a file and not as text.',
  },
  'kit.receipt-of-others': {
    what: 'The receipt is of another organisation: {found}.',
    why: 'Its kit was not made with the secrets of {organisation}.',
    fix: 'Import it where its kit was made, with -f OTHER/org.yaml',
  },
  'kit.receipt-of-other-host': {
    what: 'The receipt is of `{found}` ({address}), which org.yaml does not know as a host that is set up by hand.',
    why: 'Its name or address was changed since the kit was made, or it is the wrong file.',
    fix: 'Compare with the hosts in org.yaml: {known}',
  },
  'kit.receipt-clock': {
    what: 'The receipt says that it was written at {made}, and here it is {now} (its kit was made at {kitMade}).',
    why: 'The clock of {host} or of this machine is wrong; services refuse what is more than 3 seconds off.',
    fix: 'Set the clock that is wrong, then on the host: bash run.sh --receipt',
  },
  'kit.receipt-older': {
    what: 'A newer receipt of {host} was imported before: it is of {stored}, this one of {made}.',
    why: 'What the host told then is closer to what is there now.',
    fix: 'If you mean this one, import it with --yes.',
  },
  'kit.stored-damaged': {
    what: 'What was kept of the last receipt of {host} can not be read: {reason}.',
    why: '{path} was edited or cut off.',
    fix: 'Move it away: mv {quoted} {quoted}.old\nThen import the receipt again.',
  },
}
