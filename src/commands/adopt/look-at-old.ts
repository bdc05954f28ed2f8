import { parseYaml } from '../../catalog/parse-yaml.js'
import type { HostFacts } from '../../facts/host-facts.js'
import { askOldDatabase, type OldService } from '../../facts/old-installation.js'
import { askedCommand } from '../../facts/questions.js'
import { roleOfFolder, settingIn, settingsFile } from '../../inventory/old-settings.js'
import { type Command, lines, sh } from '../../lib/command.js'
import { hostFunctions } from '../../lib/host-functions.js'
import { type CarrierFacts, carrierFacts } from '../../roles/carrier/facts.js'
import type { Host } from '../../topology/topology.js'
import type { Transport } from '../../transports/transport.js'

/** An old service as its host tells of it. */
export interface OldLook extends OldService {
  /** Absolute path of its settings. */
  readonly file: string
  /** What they hold; undefined where they are not there, or nobody can read them. */
  readonly config: unknown
}

export interface OldHost {
  readonly host: string
  readonly services: readonly OldLook[]
  /** Of the carrier, where there is one: what its key file holds, which is nobody else's business. */
  readonly key?: string
  /** What it says of itself; absent where there is none, or it does not answer. */
  readonly carrier?: CarrierFacts
  /** `identity_id` in the database, where there is one; empty before anybody has joined, `?` where it can't be asked. */
  readonly joined?: string
  /** Which variant of a file its processor wants. */
  readonly avx2: boolean
  readonly files: readonly OldFile[]
  /** What was uploaded, and results. */
  readonly data: { readonly files: number; readonly kib: number }
}

/** Of the release. */
export interface OldFile {
  readonly path: string
  readonly name: string
  readonly sha256: string
}

const MOST_BYTES = 262_144
const MOST_KEY_BYTES = 200
const SECONDS = 120
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  consul: ['consul'],
  carrier: ['carrier', 'keytool'],
  via: ['via'],
  admin: ['admin.jar', 'sql/admin.sql'],
}

/** Reads what is there, and changes nothing. */
export async function lookAtOld(
  { name: host, address }: Host,
  { old, hardware }: HostFacts,
  transport: Pick<Transport, 'run'>,
  signal: AbortSignal,
): Promise<OldHost> {
  const ask = async (command: Command) => {
    const how = { raw: true, changesNothing: true, timeoutSeconds: SECONDS, signal } as const
    return (await transport.run(command, how)).output
  }
  const { services = [] } = old ?? {}
  const output = await ask(lookScript(services))
  const looked = services.map((one) => {
    const file = `${one.folder}/${settingsFile(one.name)}`
    return { ...one, file, config: readConfig(answered(output, 'config', file)) }
  })
  const carrier = looked.find((one) => one.name === 'carrier')
  const rest = Number(settingIn(carrier?.config, 'grpc-gateway-port'))
  const paths = [['node', '/carrier/v1/yarn/nodeInfo']] as const
  const told =
    carrier === undefined || !(rest > 0)
      ? ''
      : await ask(lines(hostFunctions, askedCommand({ address, port: rest, paths })))
  const says = carrierFacts({ told: { carrier: told } })
  const [, count, kib] = /^data (\d{1,12}) (\d{1,12})$/m.exec(output) ?? []
  const joined = /^joined (\S*)$/m.exec(output)?.[1]
  return {
    host,
    avx2: hardware.avx2,
    services: looked,
    ...(carrier === undefined ? {} : { key: answered(output, 'key', carrier.folder) ?? '' }),
    ...(says === undefined ? {} : { carrier: says }),
    ...(joined === undefined ? {} : { joined }),
    files: [...output.matchAll(/^sum ([0-9a-f]{64}) [ *](\/[A-Za-z0-9._@/+-]+)$/gm)].map(
      ([, sha256 = '', path = '']) => ({ sha256, path, name: path.slice(path.lastIndexOf('/') + 1) }),
    ),
    data: { files: Number(count ?? 0), kib: Number(kib ?? 0) },
  }
}

function lookScript(services: readonly OldService[]): Command {
  const programs = services.flatMap(({ folder, name }) =>
    (PROGRAMS[name] ?? []).map((file) => `${folder}/${name}/${file}`),
  )
  const isFighter = ({ name }: OldService) => ['data', 'compute'].includes(roleOfFolder(name))
  const fighters = services.filter(isFighter).map(({ folder, name }) => `${folder}/${name}`)
  return sh`
shopt -s nullglob
answer() { printf '%s %s ' "$1" "$2"; head -c "$3" -- "$4" 2>/dev/null | base64 -w 0; echo; }
${lines(
  ...services.map(({ folder, name }) => {
    const file = `${folder}/${settingsFile(name)}`
    const config = sh`answer config ${file} ${MOST_BYTES} ${file}`
    if (name === 'carrier')
      return lines(
        config,
        sh`answer key ${folder} ${MOST_KEY_BYTES} ${`${folder}/carrier/p2p_priv_key/p2p_priv_key`}`,
      )
    return name === 'admin'
      ? lines(
          config,
          sh`said=$(${askOldDatabase('identity_id')}) || said='?'; printf 'joined %.128s\\n' "$said"`,
        )
      : config
  }),
)}
files=(${programs})
data=()
for fighter in ${fighters}; do files+=("$fighter"/whl/*.whl); data+=("$fighter"/data_root "$fighter"/result_root); done
for file in "\${files[@]}"; do [ -f "$file" ] && sha256sum -- "$file" | sed 's/^/sum /'; done
if [ "\${#data[@]}" -gt 0 ]; then
  count=$(find "\${data[@]}" -type f 2>/dev/null | wc -l)
  kib=$(du -skc -- "\${data[@]}" 2>/dev/null | tail -n 1)
  printf 'data %s %s\\n' "$count" "\${kib%%[!0-9]*}"
fi
true`
}

/** What `answer` printed, decoded. */
function answered(output: string, word: string, name: string): string | undefined {
  const start = `${word} ${name} `
  const line = output.split('\n').find((one) => one.startsWith(start))
  return line === undefined ? undefined : Buffer.from(line.slice(start.length), 'base64').toString('utf8')
}

/** JSON is YAML. What Spring would fill in stays as it is written. */
function readConfig(text: string | undefined): unknown {
  try {
    return text === undefined || text === '' ? undefined : parseYaml(text).value
  } catch {
    return undefined
  }
}
