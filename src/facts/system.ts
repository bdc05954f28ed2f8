import { sh } from '../lib/command.js'
import { labelled } from './answer.js'
import type { Fact } from './fact.js'
import type { SystemFacts } from './host-facts.js'

/** Distribution, kernel, machine, and whether systemd is in charge. */
export const systemFact: Fact<SystemFacts> = {
  command: sh`
# A bash made for it runs on no other machine; an older one may be of 32 bits.
machine=$HOSTTYPE
[ "$machine" = x86_64 ] || machine=$(uname -m)
read -r kernel </proc/sys/kernel/osrelease
printf 'machine %s\\nkernel %s\\n' "$machine" "$kernel"
[ -d /run/systemd/system ] && echo 'systemd yes'
printf 'glibc %s\\n' "$(getconf GNU_LIBC_VERSION)"
libraries=
while read -r name kind; do
  [[ $kind == '(libc6,x86-64'* ]] && libraries+=" $name"
done < <(/sbin/ldconfig -p)
printf 'libraries %s\\n' "$libraries"
echo
mapfile -t release </etc/os-release || mapfile -t release </usr/lib/os-release
printf '%s\\n' "\${release[@]}"`,
  parse(output) {
    const blank = output.indexOf('\n\n')
    const kernel = labelled(blank < 0 ? output : output.slice(0, blank))
    const release = assignments(blank < 0 ? '' : output.slice(blank))
    const [, glibc] = /^glibc (\d+\.\d+)$/.exec(kernel.glibc ?? '') ?? []
    const libraries = (kernel.libraries ?? '').trim()
    return {
      id: release.ID ?? '',
      version: release.VERSION_ID ?? '',
      name: release.PRETTY_NAME ?? '',
      machine: kernel.machine ?? '',
      kernel: kernel.kernel ?? '',
      systemd: kernel.systemd === 'yes',
      ...(glibc === undefined ? {} : { glibc }),
      ...(libraries === '' ? {} : { libraries: libraries.split(/ +/) }),
    }
  },
}

/** os-release(5): shell assignments without expansion. */
function assignments(source: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = Object.create(null)
  for (const line of source.split('\n')) {
    const [, name, value] = /^([A-Z_0-9]+)=(.*)$/.exec(line.trim()) ?? []
    if (name !== undefined && value !== undefined) found[name] = unquoted(value.trim())
  }
  return found
}

function unquoted(value: string): string {
  const [, double] = /^"(.*)"$/.exec(value) ?? []
  if (double !== undefined) return double.replace(/\\(["$`\\])/g, '$1')
  const [, single] = /^'(.*)'$/.exec(value) ?? []
  return single ?? value
}
