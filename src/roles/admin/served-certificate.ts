import { asWord, type Command, sh } from '../../lib/command.js'
import { sha256 } from '../../lib/digest.js'
import { shownCertificate } from '../../lib/shown-certificate.js'
import { secret, text } from '../../lib/text.js'
import { TLS_CERTIFICATE } from '../secret-names.js'

/** After a reload nginx ends its former workers, which may still take a connection or two. */
const TRIES = 10

/** SHA-256 of no bytes. */
const NOTHING = sha256('')

/**
 * Whether a TLS port shows the certificate that the console has now: exit code 0 or 1, and one line.
 */
export function servesCertificate(address: string, port: number): Command {
  const certificate = asWord(text`${secret(TLS_CERTIFICATE)}`)
  return sh`
wanted=$(sed -n '/^-----BEGIN CERTIFICATE-----/,/^-----END CERTIFICATE-----/{/^-----END/q;/^-----/d;p}' <<<${certificate} | base64 -di | sha256sum)
tries=${TRIES}
until served=$(set -o pipefail; ${shownCertificate(address, port)} | sha256sum) && [ "$served" = "$wanted" ]; do
  tries=$((tries - 1))
  if [ "$tries" = 0 ]; then
    case $served in
    ${NOTHING}*) echo ${`port ${port} shows no certificate`};;
    *) echo ${`port ${port} shows another certificate, SHA-256`} "\${served%% *}";;
    esac
    exit 1
  fi
  sleep 0.5
done
echo ${`port ${port} shows the certificate, SHA-256`} "\${served%% *}"`
}
