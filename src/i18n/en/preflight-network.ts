/** Of the checks: addresses, clocks, and who reaches whom. */
export const texts = {
  'preflight.clock-ahead': {
    what: 'The clock of {host} is {seconds} s ahead of the clock of {other}.',
    why: 'Messages of the network are valid for 3 seconds and refused when they seem to come from the future: tasks fail.',
    fix: 'On {host}: `sudo apt-get install -y chrony && sudo systemctl enable --now chrony && sudo chronyc makestep`',
  },
  'preflight.clock-behind': {
    what: 'The clock of {host} is {seconds} s behind the clock of {other}.',
    why: 'Messages of the network are valid for 3 seconds and refused when they seem to come from the future: tasks fail.',
    fix: 'On {host}: `sudo apt-get install -y chrony && sudo systemctl enable --now chrony && sudo chronyc makestep`',
  },
  'preflight.clock-not-here': {
    what: 'The clock of {host} and the clock of this machine differ by {seconds} s.',
    why: 'One of the two is wrong. If it is {host}, other organisations refuse its messages.',
    fix: 'Compare both with a clock you trust: `date -u`\nOn the wrong one: `sudo apt-get install -y chrony && sudo systemctl enable --now chrony && sudo chronyc makestep`',
  },
  'preflight.clock-unsynchronised': {
    what: 'Nothing keeps the clock of {host} in step.',
    why: 'It may be right today; some seconds of drift make other organisations refuse its messages.',
    fix: 'On {host}: `sudo apt-get install -y chrony && sudo systemctl enable --now chrony`\nWithout internet name a time server of your own in /etc/chrony/chrony.conf: server ADDRESS iburst',
  },
  'preflight.same-machine': {
    what: 'Hosts {other} and {host} are one machine: same machine-id, same addresses ({addresses}).',
    why: 'One machine stands in org.yaml under two names, so its ports would clash.',
    fix: 'Keep one of the two under hosts: in org.yaml, and give it the roles of both.',
  },
  'preflight.same-machine-id': {
    what: 'Hosts {other} and {host} have the same machine-id, {machineId}.',
    why: 'One was cloned from the other. DHCP servers may give both the same address, and logs cannot be told apart.',
    fix: 'On {host}: `sudo rm -f /etc/machine-id /var/lib/dbus/machine-id && sudo systemd-machine-id-setup && sudo reboot`',
  },
  'preflight.same-hostname': {
    what: 'Hosts {other} and {host} are both called {hostname}.',
    why: 'The services work, but in logs nobody can tell one from the other.',
    fix: 'On {host}: `sudo hostnamectl set-hostname {host}`',
  },
  'preflight.address-missing': {
    what: 'Host {host} does not have the address {address}; it has {found}.',
    why: 'Services listen on that address and register it. Behind NAT the file needs the inner address, and `ssh:` the outer one.',
    fix: 'In org.yaml set hosts.{host}.address to an address of its own that the other hosts reach.\nIf you log in through another address: hosts.{host}.ssh: OUTER-ADDRESS\nTo see them: `ip -4 -o addr`',
  },
  'preflight.address-not-first': {
    what: '{instance} on {host} would register {first} ({interface}) instead of {address}.',
    why: 'It takes the first address that the system lists, and no setting changes that. The others would look for it at the wrong place.',
    fix: 'If the other hosts reach {first}, set hosts.{host}.address: {first} in org.yaml.\nElse remove {interface} when it is not needed (a bridge or tunnel), or move {instance} to another host.\nTo see the order: `ip -4 -o addr`',
  },
  'preflight.external-loopback': {
    what: 'The external address of {instance} on {host} is {address}.',
    why: 'Whoever is told that address finds only himself there.',
    fix: 'Set externalAddress of {instance} in org.yaml to the address at which other organisations reach {host}.',
  },
  'preflight.port-refused': {
    what: '{from} cannot reach {purpose} on {to}: {address}:{port} refuses.',
    why: 'A listener was there for the try, so a firewall on {to} or between the two rejects the connection.',
    fix: 'On {to} with ufw: `sudo ufw allow from {fromAddress} to any port {port} proto tcp`\nOr with nftables: `sudo nft insert rule inet filter input ip saddr {fromAddress} tcp dport {port} accept`\nTo try again: `create-metis-node check`',
  },
  'preflight.port-filtered': {
    what: '{from} cannot reach {purpose} on {to}: no answer from {address}:{port} within 2 seconds.',
    why: 'A firewall on {to}, or a security group between the two, drops the packets.',
    fix: 'On {to} with ufw: `sudo ufw allow from {fromAddress} to any port {port} proto tcp`\nOr with nftables: `sudo nft insert rule inet filter input ip saddr {fromAddress} tcp dport {port} accept`\nIn a cloud, allow TCP {port} from {fromAddress} in the security group of {to}.',
  },
  'preflight.host-unreachable': {
    what: '{from} cannot reach {purpose} on {to}: no way to {address}:{port}.',
    why: 'There is no route between the two, or a firewall says so (reject with host-prohibited).',
    fix: 'On {from}, see which way it goes: `ip route get {address}`\nIf there is a way, on {to}: `sudo ufw allow from {fromAddress} to any port {port} proto tcp`',
  },
  'preflight.pair-blocked': {
    what: '{from} cannot reach {purpose} on {to} at {address}:{port} ({result}), where a firewall of others is active: {firewall}.',
    why: 'It shuts out what it has no rule for, and our own table lets nothing in on its behalf.',
    fix: 'On {to}, as root: `{rule}`\nAll rules that {to} needs: `create-metis-node firewall print {to} --format ufw`, or firewalld, or cloud\nTo try again: `create-metis-node check`',
  },
  'preflight.open-to-hosts': {
    what: 'TCP {port} of {instance} on {to} should be closed to {from}, and is open.',
    why: 'Its rules are not loaded, lack this port, or something before them lets it in.',
    fix: 'firewall: managed: `create-metis-node plan` says what is missing, and apply loads it\nfirewall: by-hand: load what `create-metis-node firewall print {to}` prints\nTo try again: `create-metis-node check`',
  },
  'preflight.open-to-here': {
    what: 'TCP {port} of {instance} on {to} should be closed to this computer, and is open.',
    why: 'Its rules are not loaded, lack this port, something before them lets it in, or this computer comes from an address of a host.',
    fix: 'firewall: managed: `create-metis-node plan` says what is missing, and apply loads it\nfirewall: by-hand: load what `create-metis-node firewall print {to}` prints\nTo try again: `create-metis-node check`',
  },
  'preflight.data-center-unreachable': {
    what: '{from} cannot reach the data center {address}:{port} ({result}).',
    why: 'The carrier asks it at every start, waits 2 seconds, and ends when there is no answer.',
    fix: "Allow outgoing TCP to {address}:{port} from {from}.\nIf the network has another data center, in org.yaml: network: { dataCenter: 'ADDRESS:PORT' }\nTo try by hand on {from}: `timeout 2 bash -c '</dev/tcp/{address}/{port}' && echo open`",
  },
  'preflight.database-unreachable': {
    what: '{from} cannot reach the database {address}:{port} ({result}).',
    why: 'The admin opens it at every start, and ends without it.',
    fix: "Allow outgoing TCP to {address}:{port} from {from}, and there let the server listen for it.\nTo try by hand on {from}: `timeout 2 bash -c '</dev/tcp/{address}/{port}' && echo open`",
  },
  'preflight.via-hairpin': {
    what: '{from} cannot reach via at its external address {address}:{port} ({result}).',
    why: 'Fighters talk to their own via by its external address, so the router has to send that back in (hairpin NAT).',
    fix: 'On the router, forward {address}:{port} to {via} for connections from inside too (NAT reflection).\nOr on {from}: `sudo iptables -t nat -A OUTPUT -d {address} -p tcp --dport {port} -j DNAT --to-destination {viaAddress}`',
  },
}
