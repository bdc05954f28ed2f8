import type { RememberedCredentials } from '../../transports/ask-once.js'
import type { CredentialRequest } from '../../transports/connect-options.js'
import type { PasswordQuestion, ProbeAsk } from '../../wizard/workbench.js'
import { accountOf, givenKey } from '../organisation/credentials.js'
import type { GivenCredentials } from '../organisation/given-credentials.js'

/** What the operator has typed, in memory as long as the program lives: asked once, whoever needs it again. */
export interface Keyring {
  /** Answers from memory, else by asking. */
  readonly asking: (ask: ProbeAsk['password']) => RememberedCredentials
  /** As another process takes them. */
  readonly given: () => GivenCredentials
  /** Every value that must never be shown. */
  readonly values: () => readonly string[]
}

export function createKeyring(): Keyring {
  const answers = new Map<string, { readonly request: CredentialRequest; readonly value: string }>()
  const refused = new Set<string>()
  const asked = new Map<string, Promise<string | undefined>>()
  const askFor = async (request: CredentialRequest, key: string, ask: ProbeAsk['password']) => {
    const value = await ask(questionOf(request, refused.has(key)))
    if (value === undefined) return undefined
    refused.delete(key)
    answers.set(key, { request, value })
    return value
  }
  return {
    asking: (ask) => ({
      password: async (request) => {
        const key = accountOf(request)
        const known = answers.get(key)
        if (known !== undefined) return known.value
        // Several hosts behind one jump host want the same answer: it is asked for once.
        const pending = asked.get(key) ?? askFor(request, key, ask).finally(() => asked.delete(key))
        asked.set(key, pending)
        return pending
      },
      forget: (request) => {
        const key = accountOf(request)
        answers.delete(key)
        refused.add(key)
      },
    }),
    given: () => {
      const of = (kind: CredentialRequest['kind']) => {
        const own = [...answers.values()].filter(({ request }) => request.kind === kind)
        return Object.fromEntries(own.map(({ request, value }) => [givenKey(request), value]))
      }
      return { login: of('login'), sudo: of('sudo'), passphrases: of('passphrase') }
    },
    values: () => [...answers.values()].map(({ value }) => value).filter((value) => value !== ''),
  }
}

function questionOf(request: CredentialRequest, wasRefused: boolean): PasswordQuestion {
  const { kind, host, user, keyFile, emptyMeansLoginPassword = false } = request
  const key = keyFile === undefined ? {} : { keyFile }
  return { kind, host, user, ...key, emptyMeansLoginPassword, wasRefused }
}
