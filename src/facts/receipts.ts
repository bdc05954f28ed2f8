import type { Receipt } from '../actions/receipt.js'
import { sh } from '../lib/command.js'
import type { Fact } from './fact.js'
import type { FoundReceipt } from './host-facts.js'

/** All receipts below the install directory, each with what lies at its path now: one `stat` for all of them. */
export function receiptsFact(installDirectory: string): Fact<readonly FoundReceipt[]> {
  return {
    command: sh`
shopt -s nullglob
receipts=(${installDirectory}/.installed/*.json)
paths=()
for receipt in "\${receipts[@]}"; do
  path= json=
  { IFS= read -r path; IFS= read -r json; } <"$receipt"
  [ -n "$path" ] && paths+=("$path")
  printf '%s\\n' "$json"
done
echo
[ "\${#paths[@]}" -eq 0 ] || exec stat --printf 'now %s %Y %a %U:%G %F\\t%n\\n' -- "\${paths[@]}"`,
    parse(output) {
      const now = new Map<string, string>()
      for (const line of output.split('\n')) {
        const [, stat, path] = /^now ([^\t]*)\t(.*)$/.exec(line) ?? []
        if (stat !== undefined && path !== undefined) now.set(path, stat)
      }
      return output.split('\n').flatMap((line) => receiptIn(line, now))
    },
  }
}

/** A damaged receipt is no receipt: its resource is put there again. */
function receiptIn(line: string, now: ReadonlyMap<string, string>): FoundReceipt[] {
  if (!line.startsWith('{')) return []
  let receipt: Partial<Record<keyof Receipt, unknown>>
  try {
    receipt = JSON.parse(line) as typeof receipt
  } catch {
    return []
  }
  const { id, organisation, instance, inputs, path, stat, secrets, text } = receipt
  if (!isString(id) || !isString(organisation) || !isString(instance) || !isString(inputs)) return []
  const found = isString(path) ? now.get(path) : undefined
  return [
    {
      id,
      organisation,
      instance,
      inputs,
      ...(isString(path) ? { path } : {}),
      ...(isString(stat) ? { stat } : {}),
      ...(isString(secrets) ? { secrets } : {}),
      ...(isString(text) ? { text } : {}),
      ...(found === undefined ? {} : { now: found }),
    },
  ]
}

function isString(value: unknown): value is string {
  return typeof value === 'string'
}
