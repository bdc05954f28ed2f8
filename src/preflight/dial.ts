import { type Command, sh } from '../lib/command.js'
import { PERL_SOCKETS } from '../lib/perl-sockets.js'
import type { Reach } from '../roles/check.js'
import type { Endpoint, WantedReach } from './reach.js'

/** Seconds until a connection that gets no answer counts as filtered; the carrier waits as long for the data center. */
const DIAL_SECONDS = 2

/** Tries all connections of one host side by side and prints `dialled INDEX RESULT` for each. */
export function dialCommand(targets: readonly Endpoint[]): Command {
  return sh`perl -e ${DIAL} -- ${DIAL_SECONDS} ${targets.map(({ address, port }) => `${address}:${port}`)} </dev/null`
}

/** The wanted connections that got a result, in the order that was given to `dialCommand`: answers come in any. */
export function parseDial(output: string, wanted: readonly WantedReach[]): Reach[] {
  const answers = output.matchAll(/^dialled (\d+) (open|refused|filtered|unreachable)$/gm)
  const results = new Map([...answers].map(([, index, result]) => [Number(index), result as Reach['result']]))
  return wanted.flatMap((one, i) => {
    const result = results.get(i)
    return result === undefined ? [] : [{ ...one, result }]
  })
}

/** Only perl-base. A refusal is an answer (RST), silence is a filter, and an ICMP error means that no way leads there. */
const DIAL = `${PERL_SOCKETS}
my ($left, @targets) = @ARGV;
alarm 30;
$| = 1;
sub answer { print "dialled $_[0] $_[1]\\n" }
sub verdict { $_[0] == 0 ? "open" : $_[0] == REFUSED ? "refused" : $_[0] == TIMED_OUT ? "filtered" : "unreachable" }
my %waiting;
for my $i (0 .. $#targets) {
  my $end = end_point($targets[$i] =~ /^(.*):(\\d+)$/);
  if (!defined $end) { answer($i, "unreachable"); next }
  my $socket = new_socket();
  without_waiting($socket, 1);
  if (connect $socket, $end) { answer($i, "open"); next }
  my $error = $! + 0;
  if ($error == IN_PROGRESS) { $waiting{$i} = $socket } else { answer($i, verdict($error)) }
}
while (%waiting && $left > 0) {
  my $writable = "";
  vec($writable, fileno($_), 1) = 1 for values %waiting;
  (my $found, $left) = select(undef, $writable, undef, $left);
  last if $found <= 0;
  for my $i (keys %waiting) {
    next unless vec($writable, fileno($waiting{$i}), 1);
    answer($i, verdict(error_of($waiting{$i})));
    close delete $waiting{$i};
  }
}
answer($_, "filtered") for keys %waiting;
`
