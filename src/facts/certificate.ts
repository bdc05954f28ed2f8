import { sh } from '../lib/command.js'
import { type Fact, NOT_ASKED } from './fact.js'

/**
 * SHA-256 fingerprint of the first certificate in a PEM file, as browsers show it: `3A:0F:…`. Nothing where there is
 * no such file, or no certificate in it.
 */
export function certificateFact(path: string | undefined): Fact<string | undefined> {
  return {
    command:
      path === undefined
        ? NOT_ASKED
        : sh`
certificate=$(sed -n '/^-----BEGIN CERTIFICATE-----/,/^-----END CERTIFICATE-----/{/^-----END/q;/^-----/d;p}' -- ${path})
[ -n "$certificate" ] && bytes=$(base64 -di <<<"$certificate" | sha256sum) && printf '%s\\n' "\${bytes%% *}"`,
    parse(output) {
      const digest = /^[0-9a-f]{64}$/m.exec(output)?.[0]
      return digest?.toUpperCase().match(/../g)?.join(':')
    },
  }
}
