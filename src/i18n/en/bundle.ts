import type { BUNDLE_CODES } from '../../errors/codes/bundle.js'
import type { Messages } from '../say.js'

const AGAIN =
  'Carry it again from where it was made, and compare there and here: `create-metis-node bundle verify {quoted}`'

export const bundleMessages: Messages<(typeof BUNDLE_CODES)[number]> = {
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
    fix: 'Ask that person to read their fingerprint to you, then demand it: --bundle-key "{fingerprint}"',
  },
  'bundle.signer-changed': {
    what: '{bundle} is signed by somebody else than earlier bundles of `{organisation}`.\nknown  {known}\nfound  {fingerprint}',
    why: 'Another person or another machine has made it, the key was made anew, or the bundle was exchanged on its way.',
    fix: 'Do not use it before the person who made it has read the same fingerprint to you.\nIf it is theirs: --bundle-key "{fingerprint}"',
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
}
