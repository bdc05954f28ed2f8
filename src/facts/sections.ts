import { type Command, lines, sh } from '../lib/command.js'
import type { Perl } from './fact.js'

/** What one command of `printSections` printed; `complete` is false when it was cut off by the time limit. */
export interface Section {
  readonly text: string
  readonly complete: boolean
}

/**
 * Runs the commands side by side, each in its own subshell without stdin and stderr, and prints what each said
 * under a line `@name`, in the given order. Lines are prefixed with `|`, so that nothing a command prints can
 * pass for a marker. After `seconds` in all, whatever is still silent is given up. Names must be single words. What is
 * asked in perl is answered first, and by nobody on a host that has none. Sets its shell's locale and path.
 */
export function printSections(asked: Readonly<Record<string, Command | Perl>>, seconds: number): Command {
  const commands = Object.entries(asked).flatMap(([name, one]) =>
    'perl' in one ? [] : [[name, one] as const],
  )
  const inPerl = Object.entries(asked).flatMap(([name, one]) =>
    'perl' in one ? [perlSection(name, one)] : [],
  )
  return sh`export LC_ALL=C PATH="$PATH:/usr/sbin:/sbin"
asked=()
deadline=$((SECONDS + ${seconds}))
${lines(...commands.map(([name, command], i) => begin(name, command, i)))}
if command -v perl >/dev/null; then
  perl -e ${`${inPerl.join('')}${READ_ALL}`} ${seconds} "\${asked[@]}"
else
  set -- "\${asked[@]}"
  while [ $# -gt 0 ]; do
    printf '\\n@%s\\n' "$1"
    left=$((deadline - SECONDS))
    timeout "$((left > 0 ? left : 1))" sed 's/^/|/' <&"$2" || { printf '\\n!\\n'; kill "$3" 2>/dev/null; }
    shift 3
  done
  printf '\\n@\\n'
fi`
}

/**
 * One process that reads all answers: a `timeout` and a `sed` for each were a third of the work of a whole look at a
 * host, and are left for one without perl. Arguments: seconds in all, then name, descriptor and process of each.
 */
const READ_ALL = String.raw`
my ($seconds, @sections) = @ARGV;
my $end = time + $seconds;
while (my ($name, $fd, $pid) = splice @sections, 0, 3) {
  print "\n\@$name\n";
  open my $from, "<&=", $fd or next;
  my $begins = 1;
  while (1) {
    my $left = $end - time;
    my $waiting = "";
    vec($waiting, $fd, 1) = 1;
    unless (select $waiting, undef, undef, $left > 0 ? $left : 1) { print "\n!\n"; kill TERM => $pid; last }
    sysread $from, my $bytes, 65536 or last;
    print "|" if $begins;
    $begins = $bytes =~ /\n\z/;
    $bytes =~ s/\n(?=.)/\n|/sg;
    print $bytes;
  }
}
print "\n\@\n";
`

/** Sections by name. One whose output just ends is as incomplete as one that was cut off. */
export function parseSections(output: string): Readonly<Record<string, Section>> {
  const sections: Record<string, { text: string; complete: boolean }> = Object.create(null)
  let current: { text: string; complete: boolean } | undefined
  for (const line of output.split('\n')) {
    if (line.startsWith('@')) {
      if (line === '@') return sections
      current = { text: '', complete: true }
      sections[line.slice(1)] = current
    } else if (current !== undefined && line.startsWith('|')) current.text += `${line.slice(1)}\n`
    else if (current !== undefined && line === '!') current.complete = false
  }
  if (current !== undefined) current.complete = false
  return sections
}

function perlSection(name: string, { perl }: Perl): string {
  return `print "\\n\\@${name}\\n", map "|$_\\n", eval {${perl}};\n`
}

function begin(name: string, command: Command, i: number): Command {
  return sh`section_${i}() {
:
${command}
}
exec {from}< <(section_${i} </dev/null 2>/dev/null); asked+=(${name} "$from" "$!")`
}
