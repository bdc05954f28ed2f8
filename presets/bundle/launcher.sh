# Starts the installer of this bundle with the Node.js that came with it; the machine needs no other.

self=$(readlink -f "$0" 2>/dev/null) || self=$0
here=$(CDPATH='' cd "$(dirname "$self")" && pwd -P)
node=$here/runtime/node

# What a loader says when the program does not start, in words of our own. Some shells take a file that can't be run
# for a script, and are content.
check_start() {
  if said=$("$node" --version 2>&1); then
    # Behind a warning perhaps.
    printf '%s\n' "$said" | grep -q '^v[0-9]' && return
    refuse \
      "$node is not what it was when the bundle was made: unpack the whole bundle again. ($said)" \
      "$node 与制作离线包时不一致：请重新解开整个离线包。（$said）"
  fi
  case $said in
    *GLIBC*) refuse \
      "this system is too old for the bundle, which needs glibc 2.28 or newer: Debian 10, Ubuntu 20.04 or newer. ($said)" \
      "此系统太旧：离线包需要 glibc 2.28 或更新版本，即 Debian 10、Ubuntu 20.04 或更新的系统。（$said）" ;;
    *'ermission denied'*) refuse \
      "$node may not be run: the file system of that folder forbids programs (noexec). Unpack the bundle elsewhere; after sh <bundle>, set XDG_CACHE_HOME to another folder." \
      "$node 无法运行：该目录所在的文件系统禁止执行程序（noexec）。请把离线包解到别处；用 sh <离线包> 启动时，请把 XDG_CACHE_HOME 设为其他目录。" ;;
    *) refuse \
      "the program of this bundle does not start here. It needs glibc 2.28 or newer, as in Debian 10 or Ubuntu 20.04, and libstdc++6; no musl. ($said)" \
      "离线包中的程序无法在此启动。它需要 glibc 2.28 或更新版本（如 Debian 10、Ubuntu 20.04）以及 libstdc++6，不支持 musl。（$said）" ;;
  esac
}

check_machine
has_program "$here" || refuse \
  "the program is missing beside $self, or is empty there: unpack the whole bundle again." \
  "$self 旁边缺少程序文件，或文件为空：请重新解开整个离线包。"
# A Node.js of this machine may have been told what this one must not hear.
unset NODE_OPTIONS NODE_PATH
check_start

METIS_BUNDLE=${METIS_BUNDLE:-$here}
METIS_COMMAND=${METIS_COMMAND:-$(as_word "$0")}
export METIS_BUNDLE METIS_COMMAND
exec "$node" "$here/installer/bin/create-metis-node.js" "$@"
# The end: whoever unpacks this file looks for this line.
