import { wholeNumber } from './answer.js'
import type { Fact, Perl } from './fact.js'

/** What updates have changed under what runs: it goes on with what it has until it is started again. */
export interface UpdateFacts {
  /** By unit; those of ours alone. */
  readonly replaced: Readonly<Record<string, readonly ReplacedFile[]>>
  /** The system asks for a reboot. */
  readonly reboot?: { readonly packages: readonly string[]; readonly at: number }
}

/** A program or a library that runs, and of which another one lies at its path. */
export interface ReplacedFile {
  readonly path: string
  /** The OS package that it is of; absent: of none, such as a file of ours. */
  readonly package?: string
  /** When that came, seconds since the epoch by the host's clock; 0 when the host did not say. */
  readonly at: number
}

const MOST_PROCESSES = 4096
const MOST_FILES = 20
const MOST_PACKAGES = 10

/**
 * Of each unit the process that systemd has started: what it has forked has the same files. A library that came out of a jar
 * into a temporary directory was deleted by whoever put it there, so only files of the system count, and of the releases.
 * Packages are asked for only where something was found.
 */
export function updatesFact(installDirectory: string): Fact<UpdateFacts, Perl> {
  const own = `${installDirectory}/`.replaceAll(/['\\]/g, '\\$&')
  return {
    command: {
      perl: String.raw`
my (@lines, @found);
for my $slice (map "/sys/fs/cgroup$_/system.slice", "", "/systemd", "/unified") {
  opendir my $units, $slice or next;
  for my $unit (sort grep /^metis-[\w\@.-]+\.service$/, readdir $units) {
    open my $processes, "<", "$slice/$unit/cgroup.procs" or next;
    my ($count, %seen) = 0;
    while (my $pid = <$processes>) {
      last if $count++ >= ${MOST_PROCESSES};
      chomp $pid;
      open my $stat, "<", "/proc/$pid/stat" or next;
      next unless (<$stat> // "") =~ /^.*\) \S 1 /;
      open my $maps, "<", "/proc/$pid/maps" or next;
      while (<$maps>) {
        my ($path) = m{^\S+ ..x. \S+ \S+ [1-9]\d* +(/.*) \(deleted\)$} or next;
        next if $seen{$path}++ or keys %seen > ${MOST_FILES};
        my $ours = index($path, '${own}') == 0;
        push @found, [$unit, $path] if $ours ? $path =~ m{/releases/} : $path =~ m{^/(usr|lib\w*|s?bin|opt)/};
      }
    }
  }
  last if @found;
}
my %package;
my %asked;
my @ask = grep !/[*?\[\\]/ && !$asked{$_}++, map { ($_->[1], $_->[1] =~ m{^/usr(/.*)} ? $1 : ()) } @found;
if (@ask && open my $dpkg, "-|", "/bin/sh", "-c", 'exec dpkg-query -S -- "$@" 2>/dev/null', "sh", @ask) {
  while (<$dpkg>) { $package{$4} = [$1, $2 // ""] if m{^([a-z0-9][a-z0-9+.-]*)(:[a-z0-9]+)?(, [^/]*)?: (/.*)$} }
}
my $changed = sub { (stat shift)[10] // 0 };
for (@found) {
  my ($unit, $path) = @$_;
  my ($name, $kind) = @{$package{$path} // ($path =~ m{^/usr(/.*)} && $package{$1}) || ["-", ""]};
  my $list = "/var/lib/dpkg/info/$name";
  my $at = $name eq "-" ? $changed->($path) : $changed->("$list$kind.list") || $changed->("$list.list");
  push @lines, "replaced $at $unit $name $path";
}
if (-e "/run/reboot-required") {
  my %wants;
  if (open my $list, "<", "/run/reboot-required.pkgs") { while (<$list>) { chomp; $wants{$_} = 1; last if keys %wants >= ${MOST_PACKAGES} } }
  push @lines, join " ", "reboot", $changed->("/run/reboot-required"), sort keys %wants;
}
@lines`,
    },
    parse(output) {
      const replaced: Record<string, ReplacedFile[]> = Object.create(null)
      let reboot: UpdateFacts['reboot']
      for (const line of output.split('\n')) {
        const file = /^replaced (\d+) (metis-[\w@.-]+\.service) (-|[a-z0-9][a-z0-9+.-]*) (\/.*)$/.exec(line)
        const [, at, unit, name = '-', path] = file ?? []
        if (unit !== undefined && path !== undefined) {
          const files = replaced[unit] ?? []
          replaced[unit] = files
          const of = name === '-' ? {} : { package: name }
          if (files.length < MOST_FILES) files.push({ path, ...of, at: wholeNumber(at) })
        }
        const [, since, names] = /^reboot (\d+)((?: \S+)*)$/.exec(line) ?? []
        if (names !== undefined)
          reboot = {
            packages: names.split(' ').filter(isPackage).slice(0, MOST_PACKAGES),
            at: wholeNumber(since),
          }
      }
      return { replaced, ...(reboot === undefined ? {} : { reboot }) }
    },
  }
}

function isPackage(name: string): boolean {
  return /^[a-z0-9][a-z0-9+.-]*$/.test(name)
}
