const MADE =
  'Or let the program make `python` and `wheelhouse`: take them out of `artifacts` in org.yaml, and their entries out of artifacts.lock.json.'

/** Of the checks: what they find. */
export const texts = {
  'preflight.system-unsupported': {
    what: 'Host {host} runs {found}.',
    why: 'The services and their packages are known to work on Debian 11 to 13 and Ubuntu 18.04, 20.04, 22.04 and 24.04.',
    fix: 'Install one of these systems on {host}, or give its roles to another host in org.yaml.',
  },
  'preflight.machine-unsupported': {
    what: 'Host {host} is a {found} machine.',
    why: 'The programs of the release are built for x86-64 only.',
    fix: 'Give its roles to an x86-64 host in org.yaml.',
  },
  'preflight.systemd-missing': {
    what: 'Host {host} was not started by systemd.',
    why: 'systemd starts the services, again after a failure or a reboot. Most likely this is a plain container.',
    fix: 'Use a virtual machine, a real machine, or a container with systemd as PID 1.\nTo see what PID 1 is: `ps -p 1 -o comm=`',
  },
  'preflight.few-cores': {
    what: 'Host {host} has {found} cores; {wanted} are recommended for {roles}.',
    why: 'The recommendations of its roles add up. Tasks will run, only slower.',
    fix: 'Give {host} more cores, or move a role to another host in org.yaml.',
  },
  'preflight.little-memory': {
    what: 'Host {host} has {found} GiB of memory; {wanted} GiB are recommended for {roles}.',
    why: 'The recommendations of its roles add up. With too little, Linux ends the largest service under load.',
    fix: 'Give {host} more memory, or move a role to another host in org.yaml.',
  },
  'preflight.small-disk': {
    what: "Host {host}'s disk for the services has {found} GiB; {wanted} GiB are recommended for {roles}.",
    why: 'The recommendations of its roles add up. Uploaded data, results and logs stay there.',
    fix: 'Give {host} a larger disk, or name a directory on one in org.yaml: installDirectory: /PATH',
  },
  'preflight.disk-full': {
    what: 'Host {host} has {free} GiB free for {directory}; the installation needs {needed} GiB.',
    why: 'An installation that runs out of disk would stop half way.',
    fix: 'See what takes the room: `sudo du -xh --max-depth=2 / | sort -h | tail`\nOften enough: `sudo apt-get clean; sudo journalctl --vacuum-size=200M`\nOr name a directory on a larger disk in org.yaml: installDirectory: /PATH',
  },
  'preflight.packages-no-room': {
    what: 'Host {host} has {free} GiB free on {mount}, where {paths} lie; the OS packages need {needed} GiB there.',
    why: 'It is a file system of its own, and an installation of packages that runs out of disk would stop half way.',
    fix: 'See what takes the room: `sudo du -xh --max-depth=2 {mount} | sort -h | tail`\nOften enough: `sudo apt-get clean; sudo journalctl --vacuum-size=200M`\nOr make the file system at {mount} larger.',
  },
  'preflight.packages-held': {
    what: 'The OS packages {packages} can not be installed on {host}: {held} is held at its version.',
    why: 'apt, asked beforehand, says:\n{reason}',
    fix: 'On {host}: `sudo apt-mark unhold {held}`, after asking whoever holds it (`apt-mark showhold`).\nOr install by hand versions that go together with it.',
  },
  'preflight.packages-unfit': {
    what: 'The OS packages {packages} can not be installed on {host}.',
    why: 'apt, asked beforehand, says:\n{reason}',
    fix: 'On {host}, where dependencies are broken: `sudo apt-get --fix-broken install`\nTo see it as it is seen here: `apt-get --simulate install --no-install-recommends {packages}`',
  },
  'preflight.packages-removed': {
    what: 'To install {packages} on {host}, apt would remove {removed}.',
    why: 'What somebody else may use is not removed without being asked for.',
    fix: 'If nobody needs it, on {host}: `sudo apt-get remove {removed}`\nElse give the role to another host in org.yaml.',
  },
  'preflight.packages-unknown': {
    what: 'The package lists of {host} do not have {packages}.',
    why: 'The installation updates the lists first, and fails if none of its sources has them.',
    fix: 'On {host}: `sudo apt-get update`, then `apt-cache policy {packages}`; on Ubuntu, `sudo add-apt-repository universe` as well.',
  },
  'preflight.packages-untried': {
    what: '{host} has no package lists yet, so nobody knows whether it can get {packages}.',
    why: 'The installation updates them first. `check` changes nothing.',
    fix: 'To know it now, on {host}: `sudo apt-get update`, then create-metis-node check',
  },
  'preflight.few-files': {
    what: 'Host {host} can hold {free} more files on {mount}, where {paths} lie; the installation makes {needed}.',
    why: 'Each file takes an inode, of which a file system has a fixed number: without one, "No space left on device" comes on a disk with room.',
    fix: 'See what takes them: `sudo du --inodes -x --max-depth=3 {mount} | sort -n | tail`\nRemove what nobody needs, or make the file system anew with more inodes (mkfs.ext4 -i 8192).',
  },
  'preflight.read-only': {
    what: 'Nothing can be written to {path} on {host}: {mount} is mounted read-only.',
    why: 'The installation writes there. A disk with errors is made read-only by the kernel as well.',
    fix: 'See why: `findmnt {mount}; sudo dmesg | grep -i "remount\\|i/o error" | tail`\nWhere its disk is well: `sudo mount -o remount,rw {mount}`, and take `ro` out of its line in /etc/fstab.',
  },
  'preflight.no-exec': {
    what: 'No program can be started from {path} on {host}: {mount} is mounted with noexec.',
    why: 'The programs of the services lie there; systemd would say "Permission denied" (203/EXEC) for each of them.',
    fix: '`sudo mount -o remount,exec {mount}`, and take `noexec` out of its line in /etc/fstab.\nOr name a directory on another file system in org.yaml: installDirectory: /PATH',
  },
  'preflight.tools-missing': {
    what: 'Host {host} lacks {tools}.',
    why: 'The installation works with these programs, and without them nobody can say what is on the host.',
    fix: 'On {host}: `sudo apt-get install -y {packages}`',
  },
  'preflight.unanswered': {
    what: 'Host {host} did not say all of: {questions}.',
    why: 'What is not known counts neither as well nor as wrong. Most likely it is busy, or a program on it hangs.',
    fix: 'Look at it: `uptime; sudo dmesg | tail`, then again: create-metis-node check',
  },
  'preflight.avx-missing': {
    what: "Host {host}'s CPU shows no AVX, which {instances} needs.",
    why: 'TensorFlow inside the fighters ends with "Illegal instruction" on such a CPU, at the first task. Virtual machines often hide the feature.',
    fix: "Let the virtual machine see the real CPU (libvirt: <cpu mode='host-passthrough'/>, Proxmox: type host), or move the role.\nTo look again: `grep -o -m 1 -w avx /proc/cpuinfo`",
  },
  'preflight.wheels-unfit': {
    what: 'The Python that was given is {version}, and these wheels are for another one:\n{files}',
    why: 'A wheel with programs inside runs with the version that it was built for only.',
    fix: `Take wheels for cp37 or py3-none-any, and a Python 3.7.\n${MADE}`,
  },
  'preflight.wheels-missing': {
    what: 'The wheelhouse lacks packages that others in it need:\n{wheels}',
    why: 'Hosts ask no package index: what is not there is missing when the service starts, or at the first task.',
    fix: `Add a wheel of each, for cp37 or py3-none-any.\n${MADE}`,
  },
  'preflight.glibc-old': {
    what: '{file} needs glibc {needed}, and host {host} has {glibc}.',
    why: 'Its programs were built on a newer system than that of the host, and do not start there.',
    fix: `Build it on the oldest system among your hosts, or put the role on a host with a newer one.\n${MADE}`,
  },
  'preflight.libraries-missing': {
    what: 'Host {host} lacks libraries that {file} needs and does not bring: {libraries}',
    why: 'It was built on a machine that has them, and does not start without.',
    fix: `Install the packages that have them: \`apt-file search NAME\`, or https://packages.debian.org.\n${MADE}`,
  },
  'preflight.variant-not-carried': {
    what: 'The bundle has no {artifact} for the CPU of host {host}, which is {cpu}.',
    why: 'The file is built once for CPUs with AVX2 and once for those without; the bundle was made for the other kind.',
    fix: "Make the bundle again where there is a network, without --cpu: create-metis-node bundle create\nOr let the virtual machine see the real CPU, or give {host}'s roles to another host in org.yaml.",
  },
  'preflight.no-packages-carried': {
    what: 'Host {host} runs {system}, and the bundle carries no OS packages for it. It lacks {packages}.',
    why: 'Without a network, a host gets its packages from the bundle only. This one carries them for: {carried}.',
    fix: "Make the bundle for this system too, where there is a network: create-metis-node bundle create --os {system}\nOr install them by other means, or give {host}'s roles to another host in org.yaml.",
  },
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
  'preflight.at-work': {
    what: '{user} on {machine} is at work on {host}: `{command}`, now: {phase:phase}.',
    why: 'What is seen of {host} may be different a moment later.',
    fix: 'Look again when it has ended.',
  },
  'preflight.other-organisation': {
    what: '{host} belongs to the organisation {other} since {since}: {user} on {machine} applied its generation {generation} at {at}.',
    why: 'Two organisations on one host would overwrite each other: their directories, their services, and what the host keeps of each.',
    fix: 'A host serves one organisation: give {organisation} another host in org.yaml.\nIf {other} is not needed any more, {user} removes it from its own folder: `create-metis-node destroy`',
  },
  'preflight.host-of-others': {
    what: '{directory} on {host} belongs to the organisation {other}.',
    why: 'Two organisations in one directory would overwrite each other.',
    fix: 'A host serves one organisation: give {organisation} another host in org.yaml.\nIf {other} is not needed any more, from its own folder: `create-metis-node destroy`',
  },
  'preflight.other-data': {
    what: '{directory} on {host} has data of the organisation {other}, which was removed there without it.',
    why: 'Its identity, uploads and results may be all that there is of them; services of {organisation} would take them for their own.',
    fix: 'Give {organisation} another host in org.yaml.\nIf nobody needs that data any more, from the folder of {other}: `create-metis-node destroy --delete-data`\nTo put it aside, on {host}: `sudo mv -nT {directory} {directory}-{other}`',
  },
  'preflight.other-secrets': {
    what: '{organisation} was installed on {hosts} with other secrets than this folder has.',
    why: 'Its passwords and keys are in the secrets.json of the folder from which it was installed; that file stays out of version control. With others its services would lose their database and their identity, so nothing is changed.',
    fix: 'Take over what the hosts keep, with the recovery passphrase or the key of an operator: `create-metis-node pull`\nTo make a new folder from one host: `create-metis-node recover --from USER@HOST`\nOr copy secrets.json from the other folder into this one: `cp -p` keeps its mode, 0600. Then run the same command again.',
  },
  'preflight.old-installation': {
    what: 'Metis by the old playbooks, running since {since} UTC, as user {users}, on {hosts}.\n{found}',
    why: 'Installed beside it, the organisation would have another identity, while its database says that the old one has joined the network; and agents of two Consul clusters of one name would meet. So nothing is installed over it.',
    fix: 'Let it run. Whether it can be taken over as it is, and what that takes: `create-metis-node adopt --plan`\nIf nothing of it is to be kept, not even its identity, on its hosts: stop these processes (`sudo kill`; {pids}), put the folders named above aside (`sudo mv`), and save and drop the database metis_admin.',
  },
  'preflight.old-stopped': {
    what: 'Metis by the old playbooks, not running, of user {users}, on {hosts}.\n{found}',
    why: 'Its identity, uploads and results may lie there and nowhere else, and its database says that it has joined the network. Installed beside it, the organisation would have another identity. So nothing is installed over it.',
    fix: 'Start it with its playbook, and see whether it can be taken over as it is: `create-metis-node adopt --plan`\nIf nothing of it is to be kept, not even its identity, on its hosts: put the folders named above aside (`sudo mv`), and save and drop the database metis_admin.',
  },
  'preflight.old-joined': {
    what: 'The database metis_admin on {host} belongs to an organisation that has joined the network, {identity}; the key of its carrier is on none of these hosts.',
    why: 'A carrier that is installed now makes a key of its own, and so another identity than the one in the database.',
    fix: "Where there is a backup of that organisation: `create-metis-node restore FILE`\nElse save the database and take it away, on {host}: `sudo mysqldump metis_admin > metis_admin.sql && sudo mysql -e 'DROP DATABASE metis_admin'`",
  },
  'preflight.old-beside': {
    what: 'Processes of the old playbooks still run beside this organisation, on {hosts}.\n{found}',
    why: 'Two carriers with one key are never right; old Consul agents meet the new ones, as both clusters have one name.',
    fix: 'Stop them on these hosts: `sudo kill` with {pids}',
  },
  'preflight.directory-foreign': {
    what: '{directory} on {host} is not empty, and what is in it was not put there by this program: {found}',
    why: 'Everything of the MetisNode lies below one directory of its own, which has to be new or empty: files of others would be overwritten, or removed with it.',
    fix: 'Name a directory of its own in org.yaml: installDirectory: {directory}/metis-node\nIf nobody needs what is there, move it away, on {host}: `sudo mv {directory} {directory}.old`',
  },
  'preflight.account-foreign': {
    what: 'There is an account {account} on {host} that was not made for this service.',
    why: 'The service would run as it and share its files with whoever uses it now, and a removal deletes the accounts of services.',
    fix: 'If nobody uses it, on {host}: `sudo userdel {account}`\nElse let the names of the accounts begin otherwise in org.yaml: serviceUser: metisnode',
  },
  'preflight.account-reused': {
    what: '{path} on {host} belongs to {account}, which is no account of this organisation.',
    why: 'The account that it belonged to is gone, and its number was given to {account}, which can read it now.',
    fix: 'On {host}: `sudo chown -hR root:root {path}`',
  },
  'preflight.unit-foreign': {
    what: '{unit} on {host} is there already, and was not put there from {directory}.',
    why: 'Another organisation or another installation uses the same name; it would be overwritten.',
    fix: 'If it belongs to another organisation, give this one another host in org.yaml.\nIf nobody needs it, on {host}: `sudo systemctl disable --now {unit} && sudo rm /etc/systemd/system/{unit} && sudo systemctl daemon-reload`',
  },
  'preflight.role-moves': {
    what: '{instance} moves from {from} to {to}, with all that it keeps.',
    why: 'It is away from when {from} has stopped it until it is ready on {to}: {low} s at best, about {minutes} min at worst, with {mib} MiB to bring from {from} through this computer to {to}. They stay on {from} as well, aside, until somebody deletes them.',
    fix: 'The plan says what changes for others.\nTo leave it where it is, write {from} into org.yaml again.',
  },
  'preflight.role-moved': {
    what: 'org.yaml has the {role} on {to}; it was installed on {from}, with its identity and data.',
    why: 'Installed anew on {to} it would be a second one with the same identity, and without its data. Hosts that are set up by hand are not connected to, so nothing can be carried.',
    fix: 'To leave it where it is, write {from} into roles.{role} again.\nTo move it: on {from} `sudo systemctl disable --now metis-{instance}.service`; copy {data} from {from} to the same place on {to}, owners and modes kept, and put it away on {from}.\nOnly when nothing of it is left in the install directory of {from}: `create-metis-node apply` with the new org.yaml.',
  },
  'preflight.move-unclear': {
    what: 'org.yaml has {instance} on {to} now, and more than one host has or wants the data of one of that name: {from}.',
    why: 'Data are carried from one host to one other; which of these belong where, nobody but you can tell.',
    fix: 'Change one service at a time in org.yaml, and `create-metis-node apply` each time.',
  },
  'preflight.move-database': {
    what: '{instance} moves from {from} to {to}, and org.yaml has another kind of database for it than it had.',
    why: 'A move carries a managed database from host to host; with one of your own only the program moves. Rows do not go from one kind to the other, so the console would be empty.',
    fix: 'Leave `database:` as it was in org.yaml, and `create-metis-node apply`.\nTo change the database: load its dump into the other server yourself.',
  },
  'preflight.move-host-away': {
    what: 'org.yaml has {instance} on {to}; by what was applied last it is on {from}, which says nothing.',
    why: 'It may run there, and only {from} has its data. Installed anew on {to} it would be a second one with the same identity, and without its data.',
    fix: 'Switch {from} on and run this again: it hands over what it has.\nTo leave {instance} where it is, write {from} into org.yaml again.\nIf {from} is lost for good, take it out of `hosts:` in org.yaml and run `create-metis-node apply --forget {from}`: {instance} begins anew on {to}, without its data.',
  },
  'preflight.move-no-room': {
    what: '{instance} moves from {from} to {to}, and {host} has not room for its {mib} MiB twice.',
    why: 'They are packed on {from}, and unpacked on {to}; what they come from stays until all of it has arrived.',
    fix: 'Free some space on {host}: `df -h; du -xh --max-depth=2 / | sort -h | tail`\nOr give {instance} another host in org.yaml.',
  },
  'preflight.unit-surplus': {
    what: '{instance} on {host} is no longer in org.yaml: apply removes it.',
    why: 'org.yaml says what the hosts are to have. Data that it has stays there, in a folder below {directory}/.removed.',
    fix: 'Remove it: `create-metis-node apply`\nIf it is to stay, write it into org.yaml again.',
  },
  'preflight.port-taken': {
    what: 'Port {port}/{protocol} on {host}, planned for {instance}, is taken by {process}.',
    why: 'Two programs cannot listen on one port.',
    fix: 'Stop the other program; to see it: `sudo ss -lntup "sport = :{port}"`\nOr choose another port in org.yaml: {setting}',
  },
  'preflight.task-port-taken': {
    what: 'Port {port}/{protocol} on {host}, one of the task ports {first}-{last} of {instance}, is taken by {process}.',
    why: 'The service takes another port of its range for a task; with many tasks at once there is one less.',
    fix: 'Stop the other program; to see it: `sudo ss -lntup "sport = :{port}"`\nOr choose another range in org.yaml: {setting}',
  },
  'preflight.mysql-in-the-way': {
    what: 'Host {host} already has a MySQL server ({found}).',
    why: 'The managed database is MariaDB, and installing that would replace the MySQL server with all that depends on it.',
    fix: "Use the server that is there; in org.yaml, in the admin's entry: database: { host: {address}, port: {port}, adminUser: ACCOUNT }\nOr give the admin to a host without MySQL.",
  },
  'preflight.mariadb-shared': {
    what: 'Host {host} already has a MariaDB server ({found}), which the admin would share.',
    why: 'Its databases are kept. But it is restarted, and from then on listens on 127.0.0.1:{port} only, keeps UTC and runs events.',
    fix: "If nobody else needs it from outside, go on.\nElse give the admin to another host, or name the server as your own in the admin's entry of org.yaml: database: { host: 127.0.0.1, port: {port}, adminUser: ACCOUNT }",
  },
  'preflight.database-login': {
    what: 'The MariaDB on {host} does not let root in.',
    why: 'The installation makes the tables of the admin as root@localhost, without a password. The server says: {says}',
    fix: "Give root a login file on {host}: /root/.my.cnf with [client] and password=..., then `chmod 600 /root/.my.cnf`\nOr name the server as your own in the admin's entry of org.yaml: database: { host: 127.0.0.1, port: {port}, adminUser: ACCOUNT }",
  },
  'preflight.database-untried': {
    what: 'There is a MariaDB on {host} that does not answer, so nobody knows whether root may log in.',
    why: 'The installation starts it, and then logs in as root@localhost. It says: {says}',
    fix: 'To know it now, on {host}: `sudo systemctl start mariadb; sudo mariadb -u root -e "select 1"`',
  },
  'preflight.database-kept': {
    what: 'Host {host} already holds a database metis_admin, which this organisation did not make.',
    why: 'It is taken as it is, with the identity in it; the schema is not loaded again. Only the account and the console password change.',
    fix: "If it is this organisation's, restore the carrier's data of the same time too, and go on.\nElse save it and take it away, on {host}: `sudo mysqldump metis_admin > metis_admin.sql && sudo mysql -e 'DROP DATABASE metis_admin'`",
  },
  'preflight.nginx-site-hidden': {
    what: 'The nginx of {host} already has the site {site} on port {port}.',
    why: 'The console takes {address}:{port}, and nginx then answers with the console for all that comes to that address.',
    fix: 'Choose another port for the console in org.yaml: ports.console.{setting}\nOr move the site to another port: /etc/nginx/sites-enabled/{site}',
  },
  'preflight.java-exists': {
    what: 'Host {host} already has Java {found}.',
    why: 'The admin runs on a Java of the distribution, named by its full path; the one that is there stays as it is.',
    fix: 'Nothing to do.',
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
  'roles.database-beside-fighter': {
    what: "The admin's database shares {host} and its {memory} GiB with {fighters}.",
    why: 'A task can take all the memory there is; Linux then ends the largest program, often the database.',
    fix: 'Give the admin, or {fighters}, to another host.\nOr give {host} 16 GiB.',
  },
  'roles.external-address-private': {
    what: 'The external address {address} of the {role} leads nowhere outside your own network.',
    why: 'Organisations of the public network dial it, and {address} is a private address.',
    fix: 'Ask whoever runs the router for the public address that leads to {host}.\nOr place the {role} on a host that has a public address.\nIn a private network that reaches it, all is well.',
  },
  'roles.invalid-network': {
    what: '`{found}` is no network.',
    why: 'A network is an address with the bits that count behind a slash; a single address stands alone.',
    fix: 'Write it as in `192.168.7.0/24`, several with blanks between them.',
  },
}
