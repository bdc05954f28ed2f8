import type { SecretSource } from '../lib/text.js'

/** What a connection needs from outside. Questions go through ports, so that nothing here knows a terminal. */
export interface ConnectOptions {
  /** The organisation's own file, in OpenSSH's format; made with mode 0600 when the first key is confirmed. */
  readonly knownHostsPath: string
  /** Asked once for a host that is in no known_hosts. False refuses. Hosts connect side by side: queue the questions. */
  readonly confirmHostKey: (key: OfferedHostKey) => Promise<boolean>
  readonly credentials: Credentials
  readonly secrets: SecretSource
  /** Values that never appear in output; secrets of a command are masked there in any case. */
  readonly maskedValues: () => readonly string[]
  /** For `~/` in identity files, and the default keys. */
  readonly homeDirectory: string
  /** What other paths of identity files start at: the folder of org.yaml. Absent: the working directory. */
  readonly baseDirectory?: string
  /** `SSH_AUTH_SOCK`. */
  readonly agentSocket?: string
  readonly signal?: AbortSignal
  readonly timing?: Partial<Timing>
  /** Told what is under way; over a jump host, and when it is tried again, the stages come again. */
  readonly onStage?: (stage: ConnectStage) => void
}

/** What a connection goes through, in this order. */
type ConnectStage = 'reach' | 'host-key' | 'login' | 'sudo'

export interface OfferedHostKey {
  readonly host: string
  readonly address: string
  readonly port: number
  /** E.g. `ssh-ed25519`. */
  readonly type: string
  /** `SHA256:…`, as `ssh-keygen -l` prints it. */
  readonly fingerprint: string
}

/** Undefined: nobody can be asked. Wrap it once with `askOnce`, so that reconnecting asks nothing again. */
export interface Credentials {
  readonly password: (request: CredentialRequest) => Promise<string | undefined>
}

export interface CredentialRequest {
  readonly kind: 'login' | 'sudo' | 'passphrase'
  readonly host: string
  readonly user: string
  readonly address: string
  readonly port: number
  /** With `passphrase`. */
  readonly keyFile?: string
  /** With `sudo`: the login was by password, and an empty answer means the same one. */
  readonly emptyMeansLoginPassword?: boolean
}

export interface Timing {
  /** For TCP, through a jump host too, and for the handshake; questions to the operator don't count. */
  readonly connectTimeoutMilliseconds: number
  /** Pauses before the second try and those after it. */
  readonly retryDelaysMilliseconds: readonly number[]
  readonly keepaliveIntervalMilliseconds: number
  /** A connection that says nothing for so long is lost. */
  readonly silenceMilliseconds: number
  /** For a channel to open, and then for each word of the shell. */
  readonly rootShellTimeoutMilliseconds: number
}

export const TIMING: Timing = {
  connectTimeoutMilliseconds: 10_000,
  retryDelaysMilliseconds: [500, 1_000],
  keepaliveIntervalMilliseconds: 5_000,
  silenceMilliseconds: 17_000,
  rootShellTimeoutMilliseconds: 30_000,
}
