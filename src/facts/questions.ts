import { type Command, lines, sh } from '../lib/command.js'
import { shownCertificate } from '../lib/shown-certificate.js'

/** What a host is asked beyond the fixed questions. */
export interface Questions {
  /** Absolute. */
  readonly installDirectory: string
  /** OS packages that services may ask for. */
  readonly packages: readonly string[]
  /** Of those the ones that its services need, by system: `debian-12`. */
  readonly packagesBySystem?: Readonly<Record<string, readonly string[]>>
  /** Health command of every instance on the host, by instance name. */
  readonly health: Readonly<Record<string, Command>>
  /** What else the roles of its instances want to know, by the name under which it is answered. */
  readonly asked: Readonly<Record<string, Asked>>
  readonly backups?: AskedOfBackups
}

/** Of the backups that a timer of the host makes. */
interface AskedOfBackups {
  /** Where it remembers those that it makes itself; absolute. */
  readonly state: string
  /** Where some lie here, and where is written down what they were like; both absolute. */
  readonly place?: { readonly folder: string; readonly state: string }
}

/** A question as data, so that a simulated host can answer it as well. What a role makes of the answer is its own. */
export type Asked = AskedOfSshd | AskedOfFirewall | AskedOverHttp | AskedOfCertificate | AskedOfTls

/** `port NUMBER`, where sshd listens, and `key TYPE BASE64` for each of its host keys; nothing where there is no sshd. */
interface AskedOfSshd {
  readonly sshd: true
}

/** The mark of the table that is loaded; nothing while a return of it is pending. */
interface AskedOfFirewall {
  readonly table: string
  /** Of nothing that nobody has confirmed. */
  readonly pending: string
}

/** A line `label answer` for each path, whatever the status, up to the first without an answer. */
export interface AskedOverHttp {
  readonly address: string
  readonly port: number
  readonly paths: readonly (readonly [label: string, path: string])[]
  /** File on the host with a token for Consul. */
  readonly token?: string
}

/** SHA-256 of the first certificate in a PEM file, hex; nothing where there is no such file, or no certificate in it. */
interface AskedOfCertificate {
  /** Absolute. */
  readonly certificate: string
}

/** The first certificate that a TLS port shows, DER in base64; nothing where none answers. */
interface AskedOfTls {
  readonly shownAt: { readonly address: string; readonly port: number }
}

/** Asks what a role wants to know on its host. */
export function askedCommand(asked: Asked): Command {
  if ('sshd' in asked) return sshdDoor
  if ('table' in asked)
    return sh`[ -d ${asked.pending} ] || nft list table inet ${asked.table} 2>/dev/null | grep -om 1 'made_from_[0-9a-f]*'`
  if ('certificate' in asked)
    return sh`
certificate=$(sed -n '/^-----BEGIN CERTIFICATE-----/,/^-----END CERTIFICATE-----/{/^-----END/q;/^-----/d;p}' -- ${asked.certificate})
[ -n "$certificate" ] && bytes=$(base64 -di <<<"$certificate" | sha256sum) && printf '%s\\n' "\${bytes%% *}"`
  if ('shownAt' in asked)
    return sh`${shownCertificate(asked.shownAt.address, asked.shownAt.port)} | base64 -w 0`
  const call = asked.token === undefined ? sh`http` : sh`consul ${asked.token}`
  return sh`
ask() {
  ${call} GET ${asked.address} ${asked.port} "$2"
  [ "$?" -ne 7 ] && printf '%s %s\\n' "$1" "\${answer//$'\\n'/ }"
}
${lines(...asked.paths.map(([label, path]) => sh`ask ${label} ${path} || exit 0`))}`
}

/** Rules for some addresses or people only are as for root from here. */
const sshdDoor = sh`
"$(PATH=$PATH:/usr/sbin command -v sshd)" -T -C user=root,host=localhost,addr=127.0.0.1 2>/dev/null | while read -r word value; do
  case $word in
  port) echo "port $value";;
  hostkey) read -r type key _ <"$value.pub" && echo "key $type $key";;
  esac
done 2>/dev/null`
