import { type Command, sh } from '../lib/command.js'
import { leaveHold } from './hold.js'

/**
 * Bash function `files`: small work on files by one perl (perl-base) that is started when it is first asked, instead of
 * a process for each of what `install`, `chmod`, `chown`, `stat`, `ln` and `mv` would do. Nothing of it is on a
 * command line. It ends with its shell, and neither subshells nor programs that this shell starts can reach it.
 *
 *     files directory PATH MODE OWNER       with what is missing above it
 *     files write PATH MODE OWNER CONTENT   beside its place, then renamed
 *     files link PATH TARGET
 *     files receipt FILE PATH BEFORE AFTER  PATH, and what stands between BEFORE and AFTER: what `stat` says of PATH
 *
 * 0, or 1 and a line that says why. OWNER is `user:group`. One that was killed fails what it was asked, and is started
 * again for what comes next. `leave_receipt` and `void_receipts` make receipts, and make them void.
 */
export const fileWork: Command = sh`
files() {
  local answer=''
  [ "$files_asked_by" = "$BASHPID" ] || {
    # It outlives its shell by a moment, in which the next script would take the host for busy.
    coproc FILES { ${leaveHold}; exec perl -e "$files_program"; }
    files_asked_by=$BASHPID
  }
  printf '%s\\0' "$#" "$@" >&"\${FILES[1]}" && IFS= read -r -d '' answer <&"\${FILES[0]}" \\
    || { files_asked_by=''; answer="$2: perl ended before this was done"; }
  [ "$answer" = done ] || { echo "$answer"; return 1; }
}
files_asked_by='' files_program=${filePerl()}
void_receipts() {
  local file
  for file in "$@"; do
    if [ -e "$file" ]; then rm -f -- "$file" || return 1; fi
  done
}
leave_receipt() { files receipt "$1" "$2" "$3" "$4"; }
`

function filePerl(): string {
  return `
use strict; use Fcntl;
$| = 1;
$/ = "\\0";
$SIG{XFSZ} = "IGNORE";
umask 022;
sub fail { die "$_[0]: $!\\n" }
sub make_above {
  my ($path) = @_;
  my ($above) = $path =~ m{^(.+)/} or return;
  return if -d $above;
  make_above($above);
  mkdir $above or -d $above or fail($above);
}
sub give {
  my ($file, $path, $mode, $owner) = @_;
  my ($user, $group) = split /:/, $owner;
  my ($uid, $gid) = (scalar getpwnam $user, scalar getgrnam $group);
  die "$path: there is no account $owner\\n" unless defined $uid && defined $gid;
  chown $uid, $gid, $file or fail($path);
  chmod oct $mode, $file or fail($path);
}
sub write_beside {
  my ($path, $mode, $owner, $content) = @_;
  my $beside = "$path.metis-incoming";
  make_above($path);
  unlink $beside;
  eval {
    sysopen my $file, $beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600 or fail($beside);
    for (my $done = 0; $done < length $content; ) {
      $done += syswrite($file, $content, length($content) - $done, $done) // fail($beside);
    }
    give($file, $beside, $mode, $owner) if $owner;
    # A clock may have been set back, and systemd reads again only what is newer than what it knows.
    my $before = (lstat $path)[9] // 0;
    utime $before + 1, $before + 1, $file if $before > time;
    close $file or fail($beside);
    rename $beside, $path or fail($path);
  } or do { my $why = $@; unlink $beside; die $why };
}
# As GNU stat says %s %Y %a %U:%G %F.
sub look {
  my ($path) = @_;
  my @found = lstat $path or fail($path);
  my ($user, $group) = (scalar getpwuid $found[4], scalar getgrgid $found[5]);
  my $kind = -l _ ? "symbolic link" : -d _ ? "directory" : -f _ ? ($found[7] ? "regular file" : "regular empty file") : "special file";
  sprintf "%d %d %o %s:%s %s", @found[7, 9], $found[2] & 07777, $user // "UNKNOWN", $group // "UNKNOWN", $kind;
}
my %work = (
  directory => sub {
    my ($path, $mode, $owner) = @_;
    make_above($path);
    mkdir $path, 0700 or -d $path or fail($path);
    # Only root's own links lead to where root would change something.
    my $follow = -l $path && (lstat _)[4] == 0 ? 0 : O_NOFOLLOW;
    sysopen my $directory, $path, O_RDONLY | O_DIRECTORY | $follow or fail($path);
    give($directory, $path, $mode, $owner);
  },
  write => \\&write_beside,
  link => sub {
    my ($path, $target) = @_;
    make_above($path);
    unlink "$path.metis-incoming";
    symlink $target, "$path.metis-incoming" or fail($path);
    rename "$path.metis-incoming", $path or fail($path);
  },
  receipt => sub {
    my ($file, $path, $before, $after) = @_;
    my $now = $path eq "" ? "" : look($path);
    write_beside($file, "0600", "", "$path\\n$before$now$after\\n");
  },
);
while (defined(my $count = <STDIN>)) {
  chomp $count;
  my ($what, @of) = map { my $one = <STDIN>; chomp $one; $one } 1 .. $count;
  eval { $work{$what}->(@of); 1 } or print $@ =~ s/\\n\\z//r;
  print $@ ? "\\0" : "done\\0";
}
`
}
