import * as z from 'zod'
import type { TOPOLOGY_CODES } from '../errors/codes/topology.js'
import { IPV4, isHostAddress, isHostOrAddress, isLoopback, parseEndpoint } from './addresses.js'
import { AGE_RECIPIENT, isAgeRecipient } from './age-recipient.js'
import { isNetwork } from './networks.js'

/** zod lets a check carry a message: ours is the code of the problem, so that no sentence is made here. */
const otherwise = (code: (typeof TOPOLOGY_CODES)[number]) => ({ error: code, abort: true })

/** Becomes a file, directory and unit name. */
export const name = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, otherwise('topology.invalid-name'))

export const hostAddress = z
  .string()
  .regex(IPV4, otherwise('topology.invalid-address'))
  .refine(isHostAddress, otherwise('topology.invalid-address'))
  .refine((address) => !isLoopback(address), otherwise('topology.loopback-address'))

/** `10.0.0.0/8`, or one address. */
export const network = z.string().refine(isNetwork, otherwise('topology.invalid-network'))

export const hostOrAddress = z.string().refine(isHostOrAddress, otherwise('topology.invalid-host'))

export const endpoint = z
  .string()
  .refine((text) => parseEndpoint(text) !== undefined, otherwise('topology.invalid-endpoint'))

export const port = z
  .int(otherwise('topology.invalid-port'))
  .min(1, otherwise('topology.invalid-port'))
  .max(65535, otherwise('topology.invalid-port'))

/** The services run as an ordinary account, which may not listen below 1024. */
export const servicePort = port.refine((number) => number >= 1024, otherwise('topology.privileged-port'))

/** Fighters refuse ports up to 1024 themselves. */
export const fighterPort = port.refine((number) => number > 1024, otherwise('topology.fighter-port'))

export const taskPorts = z
  .string(otherwise('topology.invalid-task-ports'))
  .regex(/^\d{1,5}-\d{1,5}$/, otherwise('topology.invalid-task-ports'))
  .refine((text) => {
    const [first, last] = parseTaskPorts(text)
    return first > 1024 && first <= last && last <= 65535
  }, otherwise('topology.invalid-task-ports'))

export const loginUser = z.string().regex(/^[A-Za-z_][\w.@\\-]{0,63}$/, otherwise('topology.invalid-user'))

export const serviceUser = z
  .string()
  .regex(/^[a-z_][a-z0-9_-]{0,30}$/, otherwise('topology.invalid-service-user'))
  .refine((user) => !isSystemAccount(user), otherwise('topology.system-account'))

export const installDirectory = z
  .string()
  .regex(/^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._-]+)+$/, otherwise('topology.invalid-directory'))
  .refine((path) => !isSystemDirectory(path), otherwise('topology.system-directory'))

/** A folder of somebody else's on hosts, e.g. below `/var/lib`. */
export const hostDirectory = z
  .string()
  .regex(/^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._-]+){2,}$/, otherwise('topology.invalid-directory'))

/** Of a command that is started as it stands. */
export const hookWord = z.string().regex(/^[^\p{Cc}]{0,4096}$/u, otherwise('topology.hook-words'))

/** A file on the control machine; the content of a key pasted in its place is refused. */
export const filePath = z
  .string()
  .refine((path) => !path.includes('-----BEGIN'), otherwise('topology.secret-in-file'))
  .regex(/^[^\p{Cc}]+$/u, otherwise('topology.invalid-path'))

export const hostKey = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, otherwise('topology.invalid-host-key'))

/** A private key in its place gets a sentence of its own: whoever has the file has it now. */
export const operatorKey = z
  .string()
  .refine((text) => !/AGE-SECRET-KEY-/i.test(text), otherwise('topology.private-key'))
  .regex(AGE_RECIPIENT, otherwise('topology.invalid-operator-key'))
  .refine(isAgeRecipient, otherwise('topology.operator-key-mistyped'))

export const operatorName = z
  .string()
  .regex(/^[^\p{C}\p{Z}](?:[^\p{C}]{0,62}[^\p{C}\p{Z}])?$/u, otherwise('topology.invalid-operator-name'))

export const bootstrapNode = z
  .string()
  .regex(/^(enr:[\w-]+|enode:\/\/[\w@.:?=&-]+)$/, otherwise('topology.invalid-bootstrap-node'))

export const artifactSource = z
  .string()
  .refine((text) => !/^\w+:\/\/[^/]*@/.test(text), otherwise('topology.secret-in-file'))
  .refine(
    (text) => !text.includes('://') || /^https?:\/\/[^/]/.test(text),
    otherwise('topology.invalid-source'),
  )
  .regex(/^[^\p{Cc}]+$/u, otherwise('topology.invalid-path'))

/** Credentials are pip's to know. */
export const artifactIndex = artifactSource.refine(
  (text) => /^https?:\/\//.test(text),
  otherwise('topology.invalid-source'),
)

/** `31000-31100` as its two ends; made for what `taskPorts` accepts. */
export function parseTaskPorts(text: string): readonly [first: number, last: number] {
  const [first, last] = text.split('-').map(Number)
  return [first ?? Number.NaN, last ?? Number.NaN]
}

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

function isSystemAccount(name: string): boolean {
  return SYSTEM_ACCOUNTS.has(name) || name.startsWith('systemd-')
}

/** A directory that can be removed with all that is in it without harm to anything but the MetisNode. */
function isSystemDirectory(path: string): boolean {
  if (/^\/usr\/local\/[^/]+/.test(path)) return false
  return (
    SHARED_DIRECTORIES.has(path) || SYSTEM_TREES.some((tree) => path === tree || path.startsWith(`${tree}/`))
  )
}
