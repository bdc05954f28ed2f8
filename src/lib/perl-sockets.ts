/**
 * Sockets for a perl on a host, IPv4 on Linux, out of what is in perl itself: loading `Socket` takes a host 8 ms and
 * `IO::Socket` 17, several times what starting perl does.
 *
 *     new_socket()                       a TCP socket
 *     end_point(NAME, PORT)              what bind and connect want; undefined for a name that leads nowhere
 *     at_end(END_POINT)                  its address and port
 *     without_waiting(SOCKET, 0 or 1)    whether calls return at once
 *     wait_until(read|write, SECONDS, SOCKETS)   those that are ready, after so long at most
 *     error_of(SOCKET)                   how connecting ended; 0 when well
 */
export const PERL_SOCKETS = `
use strict;
sub REFUSED () { 111 } sub IN_PROGRESS () { 115 } sub TIMED_OUT () { 110 } sub NOT_OURS () { 99 }
sub new_socket { socket my $socket, 2, 1, 6 or die "no socket: $!\\n"; $socket }
sub end_point {
  my ($name, $port) = @_;
  my $address = gethostbyname $name;
  defined $address ? pack "S n a4 x8", 2, $port, $address : undef;
}
sub at_end { my (undef, $port, @address) = unpack "S n C4", shift; (join(".", @address), $port) }
sub without_waiting { fcntl $_[0], 4, $_[1] ? 2048 : 0 }
sub wait_until {
  my ($what, $seconds, @sockets) = @_;
  my $ready = "";
  vec($ready, fileno $_, 1) = 1 for @sockets;
  my $found = $what eq "read" ? select $ready, undef, undef, $seconds : select undef, $ready, undef, $seconds;
  $found > 0 ? grep { vec $ready, fileno $_, 1 } @sockets : ();
}
sub error_of { unpack "i", getsockopt $_[0], 1, 4 }
`
