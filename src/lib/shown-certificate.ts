import { type Command, sh } from './command.js'
import { PERL_SOCKETS } from './perl-sockets.js'

/**
 * Prints the first certificate that a TLS port shows, DER. Hosts need not have an openssl, so that perl begins a TLS 1.2
 * handshake, in which a server shows its certificate before anything is secret.
 */
export function shownCertificate(address: string, port: number): Command {
  return sh`perl -e ${SHOW_CERTIFICATE} -- ${address} ${port} </dev/null 2>/dev/null`
}

/** All that it reads is bounded by time and by the 16 MiB of a message. */
const SHOW_CERTIFICATE = `${PERL_SOCKETS}
my ($address, $port) = @ARGV;
alarm 10;
sub counted { my ($size, $bytes) = @_; substr(pack("N", length $bytes), -$size) . $bytes }
sub extension { pack("n", $_[0]) . counted(2, $_[1]) }
my $ciphers = pack "n*", 0xc02b, 0xc02c, 0xc02f, 0xc030, 0xcca9, 0xcca8, 0x9e, 0x9f, 0x9c, 0x9d, 0xc009, 0xc00a, 0xc013, 0xc014, 0x2f, 0x35;
my $extensions = extension(10, counted(2, pack "n*", 29, 23, 24, 25)) . extension(11, counted(1, "\\0"))
  . extension(13, counted(2, pack "n*", 0x403, 0x503, 0x603, 0x804, 0x805, 0x806, 0x807, 0x808, 0x401, 0x501, 0x601));
my $random = pack "N8", map { int rand 2 ** 32 } 1 .. 8;
my $hello = "\\3\\3" . $random . "\\0" . counted(2, $ciphers) . "\\1\\0" . counted(2, $extensions);
my $socket = new_socket();
connect $socket, end_point($address, $port) or die "no connection: $!\\n";
syswrite $socket, "\\x16\\3\\1" . counted(2, "\\1" . counted(3, $hello)) or die "no connection: $!\\n";
sub take {
  my ($size, $bytes) = ($_[0], "");
  while (length $bytes < $size) { sysread $socket, $bytes, $size - length $bytes, length $bytes or die "the server ends the handshake\\n" }
  $bytes;
}
my $messages = "";
sub message {
  while (length $messages < $_[0]) {
    my ($kind, undef, $size) = unpack "Cnn", take(5);
    my $record = take($size);
    $kind == 22 or die "the server refuses the handshake\\n";
    $messages .= $record;
  }
  substr $messages, 0, $_[0], "";
}
sub size { unpack "N", "\\0" . $_[0] }
for (;;) {
  my ($kind, $size) = unpack "Ca3", message(4);
  my $body = message(size($size));
  next unless $kind == 11;
  print substr $body, 6, size(substr $body, 3, 3);
  exit;
}
`
