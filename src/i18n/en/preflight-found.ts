/** Of the checks: what is on a host already, or comes from another. */
export const texts = {
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
}
