import { type Command, sh } from '../lib/command.js'
import { PERL_SOCKETS } from '../lib/perl-sockets.js'
import type { Endpoint } from './reach.js'

/**
 * Real TCP listeners for a moment. Prints `listening ADDRESS:PORT` for each that could be opened and `pid N` of
 * the one process behind them, then returns; that process ends by itself after `seconds`, whatever happens to
 * us. It never accepts: the kernel answers the dialers, and no port is left in TIME_WAIT for the real service.
 */
export function listenCommand(targets: readonly Endpoint[], seconds: number): Command {
  return sh`perl -e ${LISTEN} -- ${seconds} ${targets.map(({ address, port }) => `${address}:${port}`)} </dev/null`
}

export interface Listening {
  /** Absent when nothing could be opened. */
  readonly pid?: number
  readonly endpoints: readonly Endpoint[]
}

export function parseListening(output: string): Listening {
  const [, pid] = /^pid (\d+)$/m.exec(output) ?? []
  const found = output.matchAll(/^listening (\S+):(\d+)$/gm)
  const endpoints = Array.from(found, ([, address = '', port]) => ({ address, port: Number(port) }))
  return pid === undefined ? { endpoints: [] } : { pid: Number(pid), endpoints }
}

/** Ends the listeners of that process early; does nothing when the number belongs to somebody else by now. */
export function stopListeningCommand(pid: number): Command {
  return sh`if grep -qx ${LISTENER_NAME} /proc/${pid}/comm 2>/dev/null; then kill ${pid}; fi`
}

/** What the process is called. */
export const LISTENER_NAME = 'metis-reach'

/** Only perl-base, which every Debian and Ubuntu has. Inherited descriptors are closed, so that no channel stays open. */
const LISTEN = `${PERL_SOCKETS}
for (3 .. 255) { if (open my $inherited, "<&=$_") { close $inherited } }
$| = 1;
my ($seconds, @targets) = @ARGV;
my @open;
for my $target (@targets) {
  my $end = end_point(split /:/, $target) or next;
  my $socket = new_socket();
  setsockopt $socket, 1, 2, 1;
  bind $socket, $end and listen $socket, 128 or next;
  push @open, $socket;
  print "listening $target\\n";
}
exit 0 unless @open;
my $pid = fork;
exit 1 unless defined $pid;
if ($pid) { print "pid $pid\\n"; exit 0 }
setpgrp;
$0 = "${LISTENER_NAME}";
chdir "/";
open STDOUT, ">", "/dev/null"; open STDERR, ">", "/dev/null";
$SIG{ALRM} = $SIG{TERM} = "DEFAULT";
alarm $seconds;
sleep $seconds;
`
