/** Of a host that has another address. */
export const texts = {
  'readdress.lines': '{file}: {count} {count:line|lines}',
  'readdress.becomes': '{host}: {former} becomes {address}, in',
  'readdress.services': 'What stands on hosts is in the plan, service by service.',
  'readdress.seen': '{instance}: {what}',
  'readdress.confirm': 'Change org.yaml and carry this out?',
  'readdress.more':
    'org.yaml is changed when you agree. Cut off after that, it goes on with: create-metis-node apply',
  'readdress.external':
    'Others of the network dial {address} from now on: give them the new card, and change what leads there (router, DNS).',
  'readdress.certificate':
    'The certificate of the console has to be for {address}, or for a name that leads there.',
  'readdress.account':
    'On your database server the account {account} is no longer used; whoever manages it may drop it.',
  'readdress.left': 'The former address still stands in {file}, line {lines}: nothing reads it there.',
  'readdress.done': 'Done: {host} is known at {address}, and the former address stands nowhere any more.',
} as const
