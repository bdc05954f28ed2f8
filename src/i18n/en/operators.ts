/** Mistakes in `operators` of org.yaml. */
export const texts = {
  'topology.private-key': {
    what: '`{path}` holds the secret half of a key; the public half belongs there.',
    why: 'Whoever has seen this file, a copy or a version of it can open what is sealed for that key. It is not shown here again.',
    fix: 'That person makes a new key, and gives away only the line `age1…` that this prints: `age-keygen -o key.txt`\nPut that line here, and use the old key nowhere any more.',
  },
  'topology.invalid-operator-key': {
    what: '`{path}` is not the public half of an age key: {found}.',
    why: 'It is age1 and 58 small letters and digits, as age-keygen prints it. Keys of SSH, of a device or of a plugin can not be used here.',
    fix: 'Ask that person for the line that this prints: `age-keygen -y key.txt`',
  },
  'topology.operator-key-mistyped': {
    what: '`{path}` has a wrong letter: {found}.',
    why: 'The last six letters of an age key are a checksum, and it does not hold.',
    fix: 'Copy the whole line instead of typing it; that person prints it with: `age-keygen -y key.txt`',
  },
  'topology.invalid-operator-name': {
    what: '`{path}` cannot be {found}.',
    why: 'A name has 1 to 64 characters, no line break, and no blank at its beginning or end.',
    fix: 'Write what the person is called, for instance anna.',
  },
  'topology.operator-count': {
    what: '`{path}` must name 1 to 50 people.',
    why: 'Nobody could open secrets that are sealed for nobody. Without this key they are sealed with the recovery passphrase.',
    fix: 'Name somebody, or remove `operators` from the file.',
  },
  'topology.repeated-operator': {
    what: '`{path}`: {found} stands there twice.',
    why: 'Each person is named once, with a key that nobody else has: else nobody could say later who was able to open the secrets.',
    fix: 'Remove one of the two, or correct it.',
  },
}
