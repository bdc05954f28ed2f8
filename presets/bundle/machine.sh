# What the launcher and the bootstrap of a bundle ask of this machine. POSIX sh: dash, bash, busybox.

# Says in both languages why it can't go on, and ends.
refuse() {
  printf 'create-metis-node: %s\n' "$1" >&2
  printf 'create-metis-node：%s\n' "$2" >&2
  exit 1
}

# A word as it is typed in a shell.
as_word() {
  case $1 in
    *[!A-Za-z0-9_@%+=:,./-]*) printf "'%s'" "$(printf '%s\n' "$1" | sed "s/'/'\\\\''/g")" ;;
    *) printf '%s' "$1" ;;
  esac
}

# Whether what every start needs is in that folder. A power cut may leave files that hold nothing, and those would be
# run without a word.
has_program() {
  for needed in runtime/node installer/package.json installer/bin/create-metis-node.js installer/bin/run.js \
    installer/dist/main.js installer/dist/screens.js; do
    [ -f "$1/$needed" ] && [ -s "$1/$needed" ] || return 1
  done
}

# The program in a bundle is for Linux on x86-64 with glibc 2.28 or newer.
check_machine() {
  system=$(uname -s)
  machine=$(uname -m)
  [ "$system" = Linux ] || refuse \
    "this bundle installs from Linux, and this is $system. Take it to a Linux machine with x86-64." \
    "此离线包只能在 Linux 上运行，当前系统是 $system。请换到 x86-64 的 Linux 机器上。"
  case $machine in
    x86_64 | amd64) ;;
    *) refuse \
      "this bundle is for x86-64, and this machine is $machine. Take it to a machine with x86-64." \
      "此离线包适用于 x86-64，而这台机器是 $machine。请换到 x86-64 的机器上。" ;;
  esac
  glibc=$(glibc_version)
  case $glibc in
    musl) refuse \
      "this system has musl, and the bundle needs glibc 2.28 or newer: Debian 10, Ubuntu 20.04 or newer." \
      "此系统使用 musl，而离线包需要 glibc 2.28 或更新版本：Debian 10、Ubuntu 20.04 或更新的系统。" ;;
    # Nobody here can tell: trying the program shows it.
    '') ;;
    *) if is_too_old "$glibc"; then refuse \
      "this system has glibc $glibc, and the bundle needs 2.28 or newer: Debian 10, Ubuntu 20.04 or newer." \
      "此系统的 glibc 是 $glibc，而离线包需要 2.28 或更新版本：Debian 10、Ubuntu 20.04 或更新的系统。"; fi ;;
  esac
}

# `2.36`, `musl`, or nothing where nobody can tell.
glibc_version() {
  # shellcheck disable=SC2046 # two words: glibc 2.36
  set -- $(getconf GNU_LIBC_VERSION 2>/dev/null)
  if [ "${1-}" = glibc ]; then
    printf '%s\n' "${2-}"
    return
  fi
  said=$(ldd --version 2>&1)
  case $said in
    *musl*) echo musl ;;
    *GLIBC* | *'GNU libc'*) printf '%s\n' "$said" | sed -n '1s/.*[^0-9.]\([0-9][0-9]*\.[0-9][0-9]*\)$/\1/p' ;;
  esac
}

is_too_old() {
  major=${1%%.*}
  rest=${1#*.}
  minor=${rest%%[!0-9]*}
  case $major$minor in '' | *[!0-9]*) return 1 ;; esac
  [ "$major" -lt 2 ] || { [ "$major" -eq 2 ] && [ "${minor:-0}" -lt 28 ]; }
}
