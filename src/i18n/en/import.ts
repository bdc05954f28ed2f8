/** What `import` says. */
export const texts = {
  'ask.vault': "Password of Ansible's vault for {file}: ",
  'import.header':
    'Imported from {path}; behind each value is where it comes from. No host was asked: where one says something else, it is right.',
  'import.fill-in': 'fill in: look on the host',
  'import.passwords':
    'Passwords in these files, none of which was copied. Everybody who has seen the files knows them: give each a new value once the organisation runs here; the console still has admin, too.',
  'import.password': '  {name}  {place}',
  'import.ignored': 'Not taken over, since org.yaml has no place for them: {names}',
  'import.not-asked':
    'No host was asked. Ports and addresses that were changed on hosts, folders such as data2 that were made by hand, and what Consul holds are in no inventory: compare before you go on.',
  'import.no-apply':
    'The carrier keeps the key that it has: none was made. On hosts that still have the old installation nothing is installed; what they say, and what taking them over takes: `create-metis-node adopt --plan`',
}
