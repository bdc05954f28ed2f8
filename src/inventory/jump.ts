import { shellWords } from './shell-words.js'

interface OldJump {
  readonly address: string
  readonly user?: string
  readonly port?: number
  readonly identityFile?: string
}

/** What arguments for ssh say of the way to a host. */
export interface SshArguments {
  readonly jump?: OldJump
  readonly identityFile?: string
  /** It goes another way than through one host. */
  readonly isUnknown: boolean
}

/** `-o ProxyJump=ops@gate:22`, `-J ops@gate`, `-o ProxyCommand="ssh -W %h:%p -q ops@gate"`, `-i KEY`. */
export function readSshArguments(text: string): SshArguments {
  const { identityFile, options, jump } = argumentsIn(
    shellWords(text.slice(0, 4096), { comments: false }).words,
  )
  const setting = (name: string) =>
    options.flatMap((one) => new RegExp(`^${name}\\s*[=\\s]\\s*(.*)$`, 'i').exec(one)?.[1] ?? [])[0]
  const through = jump ?? setting('ProxyJump')
  const command = setting('ProxyCommand')
  const key = identityFile ?? setting('IdentityFile')
  const found =
    through === undefined ? (command === undefined ? undefined : inCommand(command)) : placeIn(through)
  return {
    ...(found === undefined ? {} : { jump: found }),
    ...(key === undefined ? {} : { identityFile: key }),
    isUnknown: found === undefined && (through !== undefined || command !== undefined),
  }
}

function inCommand(command: string): OldJump | undefined {
  const [program, ...words] = shellWords(command, { comments: false }).words
  if (program === undefined || !/^(\/usr\/bin\/)?ssh$/.test(program)) return undefined
  const { identityFile, port, user, places } = argumentsIn(words)
  const place = placeIn(places[0] ?? '')
  if (place === undefined) return undefined
  return {
    ...place,
    ...(user === undefined ? {} : { user }),
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(identityFile === undefined ? {} : { identityFile }),
  }
}

/** Options of ssh that have a value. */
const VALUED = 'BbcDEeFIiJLlmOopQRSWw'

function argumentsIn(words: readonly string[]) {
  const options: string[] = []
  const places: string[] = []
  const given = new Map<string, string>()
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? ''
    const letter = /^-[A-Za-z]/.test(word) ? (word[1] ?? '') : ''
    if (letter === '') places.push(word)
    else if (VALUED.includes(letter)) {
      const value = word.length > 2 ? word.slice(2) : (words[++i] ?? '')
      if (letter === 'o') options.push(value)
      else given.set(letter, value)
    }
  }
  const [identityFile, port, user, jump] = ['i', 'p', 'l', 'J'].map((letter) => given.get(letter))
  return { options, places, identityFile, port, user, jump }
}

function placeIn(text: string): OldJump | undefined {
  const [, user, address, port] = /^(?:([^@\s,]+)@)?([A-Za-z0-9.-]+)(?::(\d{1,5}))?$/.exec(text.trim()) ?? []
  if (address === undefined) return undefined
  return {
    address,
    ...(user === undefined ? {} : { user }),
    ...(port === undefined ? {} : { port: Number(port) }),
  }
}
