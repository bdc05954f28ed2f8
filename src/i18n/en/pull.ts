/** Taking over what is applied on the hosts. */
export const texts = {
  'pull.found': 'Generation {generation}, applied by {by} at {at}, as {host} keeps it.',
  'pull.nothing': 'Nothing newer is on the hosts than generation {generation}, which this folder comes from.',
  'pull.known': 'This folder knows what {host} has already.',
  'pull.no-record': 'No host that answered keeps a record, so there is nothing to take over.',
  'pull.contained':
    'All of generation {generation} by {by}, as {host} keeps it, is in this folder already.\nTo put what is here in its place on all hosts: create-metis-node apply --overwrite {generation}',
  'pull.confirm': 'Write this into this folder?',
  'pull.declined': 'Nothing was written.',
  'pull.done': 'This folder goes on from generation {generation} by {by}. Written:',
  'pull.secrets': 'The secrets are those that the hosts were installed with.',
  'pull.yours-left': 'Your own changes are in it and not applied yet. To see them: create-metis-node plan',
  'pull.left':
    'Another generation {generation}, by {by} at {at}, is still on {hosts}.\nTo take that over as well: create-metis-node pull --from {host}',
  'pull.left-own':
    'Generation {generation}, which this folder came from, is still on {hosts}.\nWhat is here now takes its place with: create-metis-node apply --overwrite {generation}',

  'conflict.title': 'conflict {number} of {count} in {file}',
  'conflict.mine': 'here',
  'conflict.base': 'before',
  'conflict.theirs': 'theirs',
  'conflict.no-line': '(no line)',
}
