# What `sh acme.metis` does: takes the installer out of the bundle, once, and starts it with the bundle as its source.
# All else stays in the bundle until the installer, which checks every piece, asks for it.

case $0 in
  /*) bundle=$0 ;;
  *) bundle=$PWD/$0 ;;
esac
[ -f "$bundle" ] || refuse \
  "start the bundle by its name, as in: sh acme.metis" \
  "请用文件名启动离线包，例如：sh acme.metis"
check_machine
for tool in tar sha256sum dd df; do
  command -v "$tool" >/dev/null 2>&1 || refuse \
    "this machine has no $tool, which taking the installer out of the bundle needs. Unpack it elsewhere with tar xf, carry the folder here and run ./create-metis-node in it." \
    "这台机器上没有 $tool，无法从离线包中取出安装程序。请在别处用 tar xf 解开，把目录带过来，再运行其中的 ./create-metis-node。"
done

# A bundle in parts is as many as lie beside each other without a gap.
parts=0
case $bundle in
  *.001)
    stem=${bundle%001}
    while [ -f "$stem$(printf %03d $((parts + 1)))" ]; do parts=$((parts + 1)); done
    missing=$stem$(printf %03d $((parts + 1)))
    for later in "$stem"[0-9][0-9][0-9]; do
      [ "${later#"$stem"}" -gt "$parts" ] && refuse \
        "a part is missing: $missing. Put all parts into one folder and start the first one." \
        "缺少一个分卷：$missing。请把所有分卷放在同一目录中，再启动第一个。"
    done
    ;;
esac

# Writes the whole bundle to standard output.
all_of_it() {
  part=0
  while [ "$part" -lt "$parts" ]; do
    part=$((part + 1))
    cat "$stem$(printf %03d "$part")" || return
  done
}

# The folder is named after the manifest, which stands first.
id=$(dd if="$bundle" bs=65536 count=128 2>/dev/null | tar -xOf - manifest.json 2>/dev/null | sha256sum | cut -c 1-16)
[ "$id" != e3b0c44298fc1c14 ] || refuse \
  "$bundle is damaged at its very beginning: carry it over again." \
  "$bundle 的开头已损坏：请重新拷贝。"
case ${XDG_CACHE_HOME-} in
  /*) cache=$XDG_CACHE_HOME ;;
  *) cache=${HOME:?create-metis-node: HOME is not set / 未设置 HOME}/.cache ;;
esac
bundles=$cache/create-metis-node/bundles
folder=$bundles/$id

# Whole only if its last line is there, as it is for every piece before it.
is_whole() {
  has_program "$1" && [ "$(tail -n 1 "$1/create-metis-node" 2>/dev/null | cut -c 1-9)" = '# The end' ]
}

# Both a link and where it leads.
is_own() {
  # shellcheck disable=SC2046 # fields of one line; the third is a user's number
  set -- "$1" $(ls -ldn "$1" 2>/dev/null)
  [ -O "$1" ] && [ "${4-}" = "$(id -u)" ]
}

(umask 077 && mkdir -p "$folder") || refuse \
  "$folder can't be made. Set XDG_CACHE_HOME to a folder that you may write to." \
  "无法创建 $folder。请把 XDG_CACHE_HOME 设为可写的目录。"
# What lies there is run.
for own in "$cache/create-metis-node" "$bundles" "$folder"; do
  is_own "$own" || refuse \
    "$own belongs to somebody else, who could exchange the program in it. Set XDG_CACHE_HOME to a folder of your own." \
    "$own 属于其他用户，对方可以替换其中的程序。请把 XDG_CACHE_HOME 设为您自己的目录。"
done

if ! is_whole "$folder"; then
  # shellcheck disable=SC2046 # the fields of its last line; the fourth is free KiB
  set_free() { set -- $(df -Pk "$folder" | tail -n 1); free=${4-}; }
  set_free
  case $free in
    '' | *[!0-9]*) ;;
    *) [ "$free" -gt 262144 ] || refuse \
      "$bundles has $((free / 1024)) MiB free, and the installer needs 256 MiB. Make room, or set XDG_CACHE_HOME to another folder." \
      "$bundles 只剩 $((free / 1024)) MiB，而安装程序需要 256 MiB。请腾出空间，或把 XDG_CACHE_HOME 设为其他目录。" ;;
  esac
  # What an interrupted start has left.
  for left in "$bundles"/.unpacking-*; do
    kill -0 "${left##*-}" 2>/dev/null || rm -rf "$left"
  done
  new=$bundles/.unpacking-$$
  mask=$(umask)
  umask 077
  printf '%s\n' "Taking the installer out of the bundle, once, into $folder ..." \
    "正在从离线包中取出安装程序（仅此一次），放入 $folder ……" >&2
  rm -rf "$new"
  mkdir "$new" || exit 1
  if [ "$parts" -eq 0 ]; then
    said=$(tar -xf "$bundle" -C "$new" manifest.json manifest.sig runtime installer create-metis-node 2>&1)
  else
    said=$(all_of_it | tar -xf - -C "$new" manifest.json manifest.sig runtime installer create-metis-node 2>&1)
  fi
  # A bundle that is cut off later on still has an installer, which tells what is missing.
  is_whole "$new" || {
    rm -rf "$new"
    refuse \
      "$bundle does not hold the whole installer: the copy is cut off, a part is missing, or this disk is full. Carry it over again. ($said)" \
      "$bundle 中的安装程序不完整：拷贝被截断、缺少分卷，或磁盘已满。请重新拷贝。（$said）"
  }
  # Whether somebody else has made all of it is the installer's to ask; whether it is damaged shows before it runs.
  sed -n '/^   "path": "/{s///;s/",$//;h;};/^   "sha256": "/{s///;s/",$//;G;s/\n/  /;p;}' "$new/manifest.json" |
    sed -n -e '/^[0-9a-f]*  runtime\//p' -e '/^[0-9a-f]*  installer\//p' -e '/^[0-9a-f]*  create-metis-node$/p' >"$new/.sums"
  said=$(cd "$new" && sha256sum -c .sums 2>&1) || {
    rm -rf "$new"
    said=$(printf '%s\n' "$said" | sed -n 's/: FAILED.*//p' | sed -n 1p)
    refuse \
      "$bundle is damaged: ${said:-its manifest} in it is not what it was when the bundle was made. Carry it over again." \
      "$bundle 已损坏：其中的 ${said:-清单} 与制作时不一致。请重新拷贝。"
  }
  # Somebody may have started the same bundle meanwhile. The launcher last: where it is, all else is, on the disk too.
  is_whole "$folder" || {
    rm -rf "${folder:?}/create-metis-node"
    for name in manifest.json manifest.sig runtime installer; do
      rm -rf "${folder:?}/$name"
      mv "$new/$name" "$folder/$name" || exit 1
    done
    sync -f "$folder" 2>/dev/null || sync 2>/dev/null
    mv "$new/create-metis-node" "$folder/create-metis-node" || exit 1
  }
  rm -rf "$new"
  umask "$mask"
fi

METIS_BUNDLE=$bundle
METIS_COMMAND="sh $(as_word "$0")"
export METIS_BUNDLE METIS_COMMAND
exec /bin/sh "$folder/create-metis-node" "$@"
