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
