import { type Command, sh } from './command.js'

/** Bytes; Consul with ten thousand services says less. */
const LONGEST_ANSWER = 8_388_608

/**
 * Bare hosts have no curl, so bash itself speaks HTTP, as HTTP/1.0, which Consul, Tomcat and nginx answer. A second bash
 * connects, which takes long where an address is dead; this one waits five seconds for all of the answer. A `consul_token` that
 * is set goes along.
 *
 *     http METHOD ADDRESS PORT PATH [BODY]   0 for a 2xx answer, 22 for another, 7 for none; leaves `answer`, the body,
 *                                            and `status`, the code, `000` without an answer
 */
export const httpFunction: Command = sh`
http() {
  local LC_ALL=C body=\${5-} token='' from
  [ -z "\${consul_token-}" ] || printf -v token 'X-Consul-Token: %s\\r\\n' "$consul_token"
  exec {from}< <(
    # What reads to the end of an answer fails there.
    set +e
    exec 2>/dev/null 3<>"/dev/tcp/$2/$3" || exit
    printf '%s %s HTTP/1.0\\r\\nHost: %s:%s\\r\\nContent-Type: application/json\\r\\nContent-Length: %d\\r\\n%s\\r\\n%s' \\
      "$1" "$4" "$2" "$3" "\${#body}" "$token" "$body" >&3
    IFS= read -r -N ${LONGEST_ANSWER} answer <&3
    printf %s "$answer"
  )
  IFS= read -r -t 5 -N ${LONGEST_ANSWER} answer <&"$from" || [ "$?" -le 128 ] || { answer=''; kill -KILL "$!" 2>/dev/null || :; }
  exec {from}<&-
  case "$answer" in HTTP/1.?\\ [0-9][0-9][0-9]*) status=\${answer:9:3};; *) status=000;; esac
  [ -n "$answer" ] || return 7
  answer=\${answer#*$'\\r\\n\\r\\n'}
  # An expansion that looks for it at the end tries each place of a long answer.
  [ "\${answer: -1}" != $'\\n' ] || answer=\${answer:0:-1}
  case $status in 2??) return 0;; *) return 22;; esac
}
`

/**
 *     token_in FILE       leaves `consul_token`: what is in a file of ours, empty where there is none
 *     consul FILE ...     as `http`, with the token in that file
 */
export const consulFunctions: Command = sh`
token_in() {
  local line=''
  [ ! -f "$1" ] || IFS= read -r -n 100 line <"$1" || :
  consul_token=\${line#CONSUL_HTTP_TOKEN=}
  case $consul_token in *[!0-9a-f-]*) consul_token='';; esac
}
consul() {
  local consul_token
  token_in "$1"
  http "\${@:2}"
}`

/**
 * Bash functions that every script on a host may use: facts, health commands and actions share them.
 *
 *     http                                   as `httpFunction` says
 *     token_in, consul                       as `consulFunctions` says
 *     tcp_open ADDRESS PORT                  0 when something accepts within 3 seconds
 *     listens_as UNIT PORT                   0 when a process of that systemd unit listens on the TCP port
 *     know_sockets                           looks once for every `listens_as` after it, into `known_sockets`
 */
export const hostFunctions: Command = sh`${httpFunction}${consulFunctions}
tcp_open() {
  local from
  exec {from}< <(exec 2>/dev/null 3<>"/dev/tcp/$1/$2" && echo open)
  read -r -t 3 _ <&"$from" || { kill -KILL "$!" 2>/dev/null || :; exec {from}<&-; return 1; }
  exec {from}<&-
}
listens_as() {
  local line group
  while read -r line; do
    [[ $line != udp* && $line == *":$2 "* ]] || continue
    while [[ $line =~ pid=([0-9]+)(.*) ]]; do
      line=\${BASH_REMATCH[2]}
      while IFS= read -r group; do
        case "$group/" in */"$1"/*) return 0;; esac
      done 2>/dev/null <"/proc/\${BASH_REMATCH[1]}/cgroup"
    done
  done <<<"\${known_sockets-$(ss -Hltnp "sport = :$2" 2>/dev/null)}"
  return 1
}
know_sockets() {
  local IFS=$'\\n' line
  known_sockets=$(ss -H -ltnup 2>/dev/null)
  set -f
  # One that was opened while ss looked through the processes has no owner: it gets a second look.
  for line in $known_sockets; do
    [[ $line == *users:* ]] || { known_sockets=$(ss -H -ltnup 2>/dev/null); break; }
  done
  set +f
}
`
