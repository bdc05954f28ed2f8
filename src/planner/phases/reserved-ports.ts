import { type Command, lines, sh } from '../../lib/command.js'
import { hostSettingsPath } from '../../roles/host-settings.js'

const KERNEL = '/proc/sys/net/ipv4/ip_local_reserved_ports'

/**
 * Adds the ports of our settings file to those that the kernel keeps from clients already. The setting is one list
 * for the whole host: where other files name ports too, one more file, which sorts after all of them, has the
 * ports of everybody for the next boot.
 */
export function reservePorts(organisation: string): Command {
  const merged = mergedPath(organisation)
  return lines(
    functions(organisation),
    sh`others=$(ports_of_others) ours=$(ports_in ${hostSettingsPath(organisation)})`,
    sh`count_ports "$(cat ${KERNEL})" '' "$ours,$others" > ${KERNEL}`,
    sh`if [ -z "$others" ]; then rm -f ${merged}; else`,
    sh`printf 'net.ipv4.ip_local_reserved_ports = %s\\n' "$(count_ports "$others" '' "$ours")" > ${merged}`,
    sh`fi`,
  )
}

/** Takes our ports out of the kernel's list, and leaves those of others there. Our settings file goes later. */
export function releasePorts(organisation: string): Command {
  const settings = hostSettingsPath(organisation)
  return lines(
    functions(organisation),
    sh`if [ -e ${settings} ]; then`,
    sh`count_ports "$(cat ${KERNEL})" "$(ports_in ${settings})" "$(ports_of_others)" > ${KERNEL} || true`,
    sh`fi`,
    sh`rm -f ${mergedPath(organisation)}`,
  )
}

/** There only when others name ports too; after all other files, Debian's own 99-sysctl.conf among them. */
export function mergedPath(organisation: string): string {
  return `/etc/sysctl.d/99-zz-metis-${organisation}.conf`
}

function functions(organisation: string): Command {
  return sh`ports_in() {
  [ $# = 0 ] || sed -nE 's/^[[:space:]]*-?[[:space:]]*net[./]ipv4[./]ip_local_reserved_ports[[:space:]]*=//p' "$@" | tr -s '[:space:]' ,
}
ports_of_others() {
  local file others=()
  for file in /etc/sysctl.conf /etc/sysctl.d/*.conf /run/sysctl.d/*.conf /usr/local/lib/sysctl.d/*.conf /usr/lib/sysctl.d/*.conf; do
    case $file in ${hostSettingsPath(organisation)} | ${mergedPath(organisation)}) ;; *) [ ! -r "$file" ] || others+=("$file") ;; esac
  done
  ports_in "\${others[@]}"
}
count_ports() { perl -e ${COUNT} "$@"; }`
}

/** The first list without the second and with the third, sorted, as the kernel writes it. */
const COUNT = String.raw`my ($now, $gone, $more) = @ARGV;
sub ports { map { /^([0-9]+)(?:-([0-9]+))?$/ ? ($1 .. (defined $2 ? $2 : $1)) : () } split /[\s,]+/, shift }
my %is = map { $_ => 1 } ports($now);
delete @is{ports($gone)};
$is{$_} = 1 for ports($more);
my @ranges;
for my $port (sort { $a <=> $b } keys %is) {
  if (@ranges && $ranges[-1][1] + 1 == $port) { $ranges[-1][1] = $port } else { push @ranges, [$port, $port] }
}
print join(",", map { $_->[0] == $_->[1] ? $_->[0] : "$_->[0]-$_->[1]" } @ranges), "\n";`
