/** What `support` says. */
export const texts = {
  'support.reading': 'Reading logs ...',
  'support.holds': 'The file would hold:',
  'support.replaced':
    'Replaced in it: {secrets} {secrets:secret|secrets}, {addresses} {addresses:address|addresses}, {names} {names:name|names} of hosts, people and organisation; the same by the same everywhere.',
  'support.confirm': 'Write {path} ({bytes})?',
  'support.question': '{question} [y/N, s shows all of it] ',
  'support.declined': 'Nothing was written.',
  'support.written': 'Written, for you alone: {path}. Read it once more before you hand it on.',
}
