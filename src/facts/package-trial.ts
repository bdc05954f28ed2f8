import { type Command, lines, sh } from '../lib/command.js'
import { labelled, wholeNumber } from './answer.js'
import type { Fact } from './fact.js'

/** What apt would do with the packages that a host lacks, by its own sources, holds and pins. */
export interface PackageTrial {
  readonly names: readonly string[]
  /** 124: it was given up. */
  readonly exitCode: number
  /** Its objections, one line each, the telling ones first. */
  readonly says: readonly string[]
  /** Packages that it would remove. */
  readonly removed: readonly string[]
  /** Packages that an administrator holds at their version. */
  readonly held: readonly string[]
  /** There are lists of what the sources have. */
  readonly hasLists: boolean
}

const MOST_LINES = 40

/** Simulated as an installation would do it; nothing is asked where all are there. `bySystem`: names by `debian-12`. */
export function packageTrialFact(
  bySystem: Readonly<Record<string, readonly string[]>>,
): Fact<PackageTrial | undefined> {
  const systems = Object.entries(bySystem).map(([system, names]) => sh`${system}) wanted=(${names});;`)
  const ask = systems.length === 0 ? sh`:` : trial(systems)
  return {
    command: ask,
    parse(output) {
      const { names, code, lists } = labelled(output)
      if (names === undefined || code === undefined) return undefined
      const said = wordsOf(output, 'apt')
      return {
        names: names.split(' '),
        exitCode: wholeNumber(code),
        says: [
          ...said.filter((line) =>
            /^\s+\S.* : |^\s+(Depends|Conflicts|Breaks|PreDepends): |^\s*\d+\. /.test(line),
          ),
          ...said.filter((line) => line.startsWith('E: ')),
        ].map((line) => line.trim()),
        removed: said.flatMap((line) => /^Remv (\S+)/.exec(line)?.[1] ?? []),
        held: wordsOf(output, 'held'),
        hasLists: lists === 'yes',
      }
    },
  }
}

function trial(systems: readonly Command[]): Command {
  return sh`
wanted=() names=()
declare -A has
. /etc/os-release
case "$ID-$VERSION_ID" in
${lines(...systems)}
esac
while read -r state name; do case "$state" in ?i) has[$name]=yes;; esac
done < <(dpkg-query -W -f '\${db:Status-Abbrev} \${Package}\\n' -- "\${wanted[@]}")
for name in "\${wanted[@]}"; do [ -n "\${has[$name]-}" ] || names+=("$name"); done
[ "\${#names[@]}" -gt 0 ] || exit 0
said=$(timeout 15 apt-get -s -q -y install --no-install-recommends --no-remove "\${names[@]}" 2>&1)
code=$?
case $said in *'remove is disabled'*)
  said=$(timeout 15 apt-get -s -q -y install --no-install-recommends "\${names[@]}" 2>&1);;
esac
printf 'names %s\\n' "\${names[*]}"
grep -E '^(E: |Remv | .* : | +[A-Z][A-Za-z]+: | +[0-9]+\\. )' <<<"$said" | head -n ${MOST_LINES} | sed 's/^/apt /'
[ "$code" = 0 ] || apt-mark showhold | head -n ${MOST_LINES} | sed 's/^/held /'
compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null && echo 'lists yes'
printf 'code %d\\n' "$code"`
}

function wordsOf(output: string, label: string): string[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith(`${label} `))
    .map((line) => line.slice(label.length + 1))
}
