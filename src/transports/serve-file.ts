import { type Command, sh } from '../lib/command.js'
import { PERL_SOCKETS } from '../lib/perl-sockets.js'
import { digestFunction } from './partial-file.js'

/** One file that a host hands to one other host, once. */
export interface Serving {
  readonly path: string
  readonly sha256: string
  readonly size: number
  /** Its own address, which it listens on; the port is whichever is free. */
  readonly address: string
  /** Addresses that are let in. */
  readonly peers: readonly string[]
  /** Made for this one transfer. Never on a command line. */
  readonly token: string
  /** Sum the file up before: it was brought by an earlier run. */
  readonly verify: boolean
}

/** How serving ends when there is nothing to serve. */
export const NOT_SERVED = 73

/**
 * Prints `listening PORT`, and while it sends `at BYTES`. Listens until the one who has the token has come, and no longer
 * than fifteen seconds; ends with its root shell, so with the installer and with the connection to it.
 */
export function serveCommand({ path, sha256, size, address, peers, token, verify }: Serving): Command {
  const check = sh`
sum=$(digest <${path}) && [ "\${sum:0:64}" = ${sha256} ] || exit ${NOT_SERVED}`
  return sh`
${digestFunction}
[ -f ${path} ] || exit ${NOT_SERVED}${verify ? check : sh``}
printf '%s\\n' ${token} | perl -e ${SERVE} -- ${path} ${address} "$$" ${size} ${peers}`
}

export type ServingLine = { readonly listening: number } | { readonly at: number }

export function readServingLine(line: string): ServingLine | undefined {
  const [, word, number] = /^(listening|at) (\d{1,15})$/.exec(line) ?? []
  if (word === undefined) return undefined
  return word === 'at' ? { at: Number(number) } : { listening: Number(number) }
}

/** Only perl-base. One that comes without the token is let go; whoever has it ends the listening. */
const SERVE = `${PERL_SOCKETS}
$| = 1;
$SIG{PIPE} = "IGNORE";
my ($path, $address, $shell, $size, @peers) = @ARGV;
chomp(my $token = <STDIN>);
open(my $file, "<", $path) or exit ${NOT_SERVED};
exit ${NOT_SERVED} unless -s $file == $size;
my ($door, $own) = (new_socket(), end_point($address, 0));
$own && bind $door, $own and listen $door, 16 or exit ${NOT_SERVED};
without_waiting($door, 1);
print "listening ", (at_end(getsockname $door))[1], "\\n";
my (%guests, %said, %until);
my $end = time + 15;
sub alone { !kill 0, $shell }
sub same {
  my ($one, $other) = @_;
  return 0 if length $one != length $other;
  my $differs = 0;
  $differs |= ord(substr $one, $_, 1) ^ ord(substr $other, $_, 1) for 0 .. length($one) - 1;
  return $differs == 0;
}
sub send_from {
  my ($peer, $at) = @_;
  close $door;
  close $_ for grep { $_ != $peer } values %guests;
  # SO_SNDTIMEO of SOL_SOCKET.
  setsockopt $peer, 1, 21, pack("l!l!", 10, 0);
  sysseek $file, $at, 0;
  my $told = $at;
  while ($at < $size) {
    exit 1 if alone();
    my $read = sysread $file, my $bytes, 262144;
    exit 1 unless $read;
    my $done = 0;
    while ($done < $read) {
      my $wrote = syswrite $peer, $bytes, $read - $done, $done;
      exit 1 unless defined $wrote;
      $done += $wrote;
    }
    $at += $read;
    if ($at - $told >= 4194304 || $at >= $size) { print "at $at\\n"; $told = $at }
  }
  shutdown $peer, 1;
  exit 0;
}
sub let_in {
  my $from = accept my $guest, $door or return;
  my ($peer) = at_end($from);
  return if keys %guests >= 16 || !grep { $_ eq $peer } @peers;
  $guests{$guest} = $guest;
  ($said{$guest}, $until{$guest}) = ("", time + 5);
}
sub hear {
  my ($guest) = @_;
  my $read = sysread $guest, $said{$guest}, 128 - length $said{$guest}, length $said{$guest};
  return if $read && $said{$guest} !~ /\\n/ && length $said{$guest} < 128;
  send_from($guest, $2) if $said{$guest} =~ /^([0-9a-f]+) (\\d+)\\n\\z/ && same($1, $token) && $2 <= $size;
  close delete $guests{$guest};
}
until (time > $end || alone()) {
  $_ == $door ? let_in() : hear($_) for wait_until("read", 0.5, $door, values %guests);
  close delete $guests{$_} for grep { $until{$_} <= time } keys %guests;
}
exit 1;
`
