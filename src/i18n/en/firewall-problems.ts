/** Problems of hosts that close their ports to others. */
export const texts = {
  'firewall.cut-off': {
    what: '{host} took no new SSH connection after its ports were closed, so that was not confirmed.',
    why: 'The table closes no port but those of the services: something on the way to {host}, or on it, was changed at the same moment.',
    fix: 'Nothing is to be done on {host}: within 60 seconds it takes the table back by itself.\nLook at `nft list ruleset` there, then go on: create-metis-node apply',
  },
  'firewall.pair-cut-off': {
    what: '{from} does not get to {address}:{port} of {host} any more once its ports are closed ({count} {count:connection|connections} in all), so that was not confirmed.',
    why: '{from} speaks from an address that is not its own, as behind NAT, or another firewall drops the connection.',
    fix: 'Nothing is to be done on {host}: within 60 seconds it takes the table back by itself.\nSee from {from} how it gets there: `ip route get {address}`\nOr close the ports yourself: firewall: by-hand in org.yaml',
  },
  'firewall.not-asked': {
    what: '{from} could not be asked whether it still gets to {host} once the ports there are closed, so that was not confirmed.',
    why: 'The connection to {from} failed.',
    fix: 'Nothing is to be done on {host}: within 60 seconds it takes the table back by itself.\nGo on when {from} answers: create-metis-node apply',
  },
}
