/**
 * Perl (perl-base, which every Debian and Ubuntu has) that puts exactly so many bytes of a handle into a file, from an
 * offset on, and into its output for whoever sums them up. Large steps: a shell's `head | tee` works in steps of 8 KiB,
 * which costs the host more than decrypting what it gets.
 *
 *     store_bytes(HANDLE, FILE, OFFSET, BYTES)            ends the program with 1 when the disk refuses, 72 when too few came
 *     store_bytes(HANDLE, FILE, OFFSET, BYTES, SECONDS)   72 as well after so long a silence, or when 1 MiB takes more
 *                                                         than half a minute while more than that is left
 */
export const STORE_BYTES = `
use strict; use Fcntl;
sub put {
  my ($to, $bytes, $name) = @_;
  my $done = 0;
  while ($done < length $bytes) {
    my $wrote = syswrite $to, $bytes, length($bytes) - $done, $done;
    if (!defined $wrote) { print STDERR "$name: $!\\n"; exit 1 }
    $done += $wrote;
  }
}
sub store_bytes {
  my ($from, $name, $offset, $left, $silence) = @_;
  my $file;
  unless (sysopen($file, $name, O_WRONLY | O_NOFOLLOW) && sysseek($file, $offset, 0)) { print STDERR "$name: $!\\n"; exit 1 }
  # F_SETPIPE_SZ: neither side need be woken for every few pages. A socket refuses, which does no harm.
  fcntl $_, 1031, 1048576 for $from, \\*STDOUT;
  my ($since, $got) = (time, 0);
  while ($left > 0) {
    if ($silence) {
      my $readable = "";
      vec($readable, fileno($from), 1) = 1;
      exit 72 unless select $readable, undef, undef, $silence;
    }
    my $read = sysread $from, my $bytes, $left < 262144 ? $left : 262144;
    exit 72 unless $read;
    put($file, $bytes, $name);
    put(\\*STDOUT, $bytes, "checksum");
    $left -= $read;
    next unless $silence;
    $got += $read;
    if ($got >= 1048576) { ($since, $got) = (time, 0) }
    elsif ($left > 1048576 && time - $since > 30) { exit 72 }
  }
}
`
