/** Accounts that belong to the operating system: removing a MetisNode must never remove one of them. */
const SYSTEM_ACCOUNTS = new Set(
  'root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc gnats nobody mysql nginx sshd messagebus syslog ntp postfix sudo adm'.split(
    ' ',
  ),
)

/** Directories whose whole tree is the system's, or vanishes, or can't be read by a service account. */
const SYSTEM_TREES =
  '/bin /boot /dev /etc /lib /lib32 /lib64 /libx32 /proc /root /run /sbin /sys /tmp /usr /var/run /var/tmp /var/lib/dpkg /var/lib/apt'.split(
    ' ',
  )

/** Directories that hold other people's directories: something below them is fine, they themselves are not. */
const SHARED_DIRECTORIES = new Set(
  '/home /media /mnt /opt /srv /usr/local /var /var/lib /var/log /var/cache /data'.split(' '),
)

export function isSystemAccount(name: string): boolean {
  return SYSTEM_ACCOUNTS.has(name) || name.startsWith('systemd-')
}

/** A directory that can be removed with all that is in it without harm to anything but the MetisNode. */
export function isSystemDirectory(path: string): boolean {
  if (/^\/usr\/local\/[^/]+/.test(path)) return false
  return (
    SHARED_DIRECTORIES.has(path) || SYSTEM_TREES.some((tree) => path === tree || path.startsWith(`${tree}/`))
  )
}
