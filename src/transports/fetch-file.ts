import { type Command, sh } from '../lib/command.js'
import { PERL_SOCKETS } from '../lib/perl-sockets.js'
import { completeFile, type Incoming } from './partial-file.js'
import { STORE_BYTES } from './store-bytes.js'

/** One file that a host gets from another, which serves it now. */
export interface Fetching extends Incoming {
  /** So many bytes are in its partial file already. */
  readonly offset: number
  readonly from: { readonly address: string; readonly port: number }
  /** The address that the other one knows this host by. */
  readonly own: string
  readonly token: string
}

/** No connection came about: a firewall, or nobody there any more. */
export const NO_CONNECTION = 71
/** The other one fell silent or left before the end; what has arrived stays. */
export const BROKEN_OFF = 72

/** Checked and put at its place as an upload is, with the same exit codes. */
export function fetchCommand(fetching: Fetching): Command {
  const { size, offset, from, own, token } = fetching
  return completeFile(
    fetching,
    offset,
    (partial) =>
      sh`printf '%s\\n' ${token} | perl -e ${FETCH} -- ${partial} ${offset} ${size - offset} ${from.address} ${from.port} ${own}`,
  )
}

const FETCH = `${PERL_SOCKETS}${STORE_BYTES}
my ($name, $offset, $left, $address, $port, $own) = @ARGV;
chomp(my $token = <STDIN>);
sub connected {
  my ($from) = @_;
  my $socket = new_socket();
  bind $socket, end_point($from, 0) or return undef;
  without_waiting($socket, 1);
  unless (connect $socket, end_point($address, $port)) {
    return undef unless $! == IN_PROGRESS && wait_until("write", 3, $socket) && error_of($socket) == 0;
  }
  without_waiting($socket, 0);
  $socket;
}
# Behind a translation of addresses its own is none of this host's.
my $peer = connected($own) || ($! == NOT_OURS && connected("0.0.0.0"));
exit ${NO_CONNECTION} unless $peer;
syswrite $peer, "$token $offset\\n";
store_bytes($peer, $name, $offset, $left, 10);
`
