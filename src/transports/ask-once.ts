import type { CredentialRequest, Credentials } from './connect-options.js'

export interface RememberedCredentials extends Credentials {
  /** Forgets a refused answer: it is never sent again by itself, and the next attempt of the operator asks anew. */
  readonly forget: (request: CredentialRequest) => void
}

/** Asks for each password and passphrase at most once and keeps the answer in memory. */
export function askOnce(credentials: Credentials | RememberedCredentials): RememberedCredentials {
  if ('forget' in credentials) return credentials
  const answers = new Map<string, Promise<string | undefined>>()
  return {
    password: (request) => {
      const known = answers.get(keyOf(request)) ?? credentials.password(request)
      answers.set(keyOf(request), known)
      return known
    },
    forget: (request) => {
      answers.delete(keyOf(request))
    },
  }
}

function keyOf({ kind, user, address, port, keyFile }: CredentialRequest): string {
  return JSON.stringify(kind === 'passphrase' ? [kind, keyFile] : [kind, user, address, port])
}
