/** What the screen of the network says. */
export const texts = {
  'network.page.form': 'Settings',
  'network.page.reach': 'Who reaches what',
  'network.page.ufw': 'ufw',
  'network.page.nftables': 'nftables',
  'network.page.firewalld': 'firewalld',
  'network.page.cloud': 'Cloud',
  'network.key.page': 'next page',
  'network.key.usual': 'default',
  'network.yes': 'yes',
  'network.no': 'no',
  'network.field.external-address': '{role}: external address',
  'network.field.data-center': 'data center',
  'network.field.first-carrier': 'first of a private network',
  'network.field.bootstrap-nodes': 'bootstrap nodes',
  'network.field.firewall': 'firewall',
  'network.field.operators': 'console and SSH used from',
  'network.field.moirea': 'Moirea platform',
  'network.field.partners': 'other organisations',
  'network.field.port': 'port',
  'network.field.of-port': '{role}: {purpose}',
  'network.about.external-address':
    'Other organisations dial the {role} at this address. Behind a router: that of the router, which has to lead its ports to the host.',
  'network.about.data-center':
    'The notice board of the network: one for all organisations. Leave it as it is for the public network.',
  'network.about.first-carrier':
    'Only if you found a network of your own with other organisations, and yours is the first that is there.',
  'network.about.bootstrap-nodes':
    'The carriers that yours asks for all others, as ENR strings with blanks between them; several lines can be pasted.',
  'network.about.firewall':
    'managed: each host closes the ports of its services to all but those who need them. by-hand: you do, with the rules on the next pages.',
  'network.about.operators':
    'From where the console is used, and SSH in rules that you load yourself, such as 192.168.7.0/24; several with blanks between them.',
  'network.about.moirea':
    'Addresses of a Moirea platform that may drive your carrier: nobody else outside gets to it. Leave it empty if there is none.',
  'network.about.partners':
    'Networks of the organisations that yours works with, and of the bootstrap nodes: p2p and via are closed to all others then.',
  'network.about.port':
    'Change it only where something else on the host has that port. What is left at its default is not written to org.yaml.',
  'network.on-host': 'on {host}',
  'network.of-release': 'that of {release}',
  'network.usual': 'default {usual}',
  'network.nodes-of-release': 'the {count} of {release}',
  'network.nodes': '{count} {count:node|nodes}',
  'network.firewall.managed': 'apply closes the ports',
  'network.firewall.by-hand': 'apply closes nothing',
  'network.nobody.operators': 'private networks',
  'network.nobody.moirea': 'nobody',
  'network.nobody.partners': 'everybody',
  'network.column.host': 'Host',
  'network.column.port': 'Port',
  'network.column.service': 'Service',
  'network.column.from': 'Who must reach it',
  'network.list': ', ',
  'network.from.world': 'everybody',
  'network.from.partners': 'other organisations',
  'network.from.browsers': 'your browsers',
  'network.from.moirea': 'a Moirea platform',
  'network.from.control': 'this computer',
  'network.from.all-others': 'all other hosts',
  'network.from.more': '{count} more',
  'network.outgoing':
    'Outgoing: the carrier dials the data center {address}:{port}, and other carriers on any port.',
  'network.host-of': '{host} ({number} of {count})',
  'network.use.ufw': 'In a root shell on {host}.',
  'network.use.managed': 'The table that apply loads on {host}; it leaves SSH and ports of others alone.',
  'network.use.firewalld': 'In a root shell on {host}, for its default zone.',
  'network.use.nftables': 'As a file on {host}: `nft -f FILE`; for every start, in /etc/nftables.conf.',
  'network.use.cloud': 'Rows for the security group of {host}.',
  'network.operators-unknown':
    'Not known who uses them: SSH is open to all, the console to private networks.',
}
