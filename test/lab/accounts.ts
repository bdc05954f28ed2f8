import type { LabHost } from './host.js'

/**
 * What a process of each instance's account, in no sandbox at all, can do to every other instance: a line `from to what` for
 * each. Of files those that are no program: scripts in `config` are root's and hold nothing, certificates are shown to everybody.
 */
export async function pairsThatReach(host: LabHost): Promise<string> {
  return (await host.exec(PAIRS, { check: true })).stdout.trim()
}

/** What systemd says of the exposure of each unit, `metis-carrier 1.1` a line. */
export async function exposures(host: LabHost): Promise<Readonly<Record<string, number>>> {
  const { stdout } = await host.exec(EXPOSURES, { check: true })
  return Object.fromEntries(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' '))
      .map(([unit = '', score]) => [unit, Number(score)]),
  )
}

/** What a fighter of the host answers to a call, or why it did not. */
export async function askFighter(
  host: LabHost,
  port: number,
  method: string,
  message: string,
): Promise<string> {
  const run = `home=$(ls -d /opt/metis/data-* | head -n 1)
PYTHONPATH=$home/current/site-packages "$home/current/python/bin/python3" -c '${ASK}' ${host.address} ${port} ${method}`
  return (await host.exec(run, { input: message })).stdout.trim()
}

const ASK = `
import sys
from stand_in.grpc_dial import call
try:
    print(call(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.stdin.buffer.read(), 30).decode(errors="replace"))
except Exception as error:
    print("refused:", error)`

const PAIRS = `
cat >/tmp/reach <<'END'
from=$1 to=$2 pid=$3
says() { echo "$from $to $*"; }
for folder in config data log; do
  find /opt/metis/$to/$folder -type f ! -name '*.sh' ! -name '*.crt' \\( -readable -o -writable \\) 2>/dev/null | while read -r path; do says "$path"; done
  find /opt/metis/$to/$folder -writable 2>/dev/null | while read -r path; do says "may write $path"; done
done
find /opt/metis/$to -writable ! -type l 2>/dev/null | while read -r path; do says "may write $path"; done
for part in root cwd exe; do ls /proc/$pid/$part/ >/dev/null 2>&1 && says "/proc/PID/$part"; done
for part in environ maps mem; do head -c 1 /proc/$pid/$part >/dev/null 2>&1 && says "/proc/PID/$part"; done
ls /proc/$pid/fd >/dev/null 2>&1 && says "/proc/PID/fd"
kill -0 $pid 2>/dev/null && says signals
for path in $(ss -Hxlp 2>/dev/null | grep "pid=$pid," | awk '{print $5}'); do [ -w "$path" ] && says "$path"; done
true
END
chmod 0755 /tmp/reach
cd /
for from in /opt/metis/*/; do for to in /opt/metis/*/; do
  from=$(basename $from) to=$(basename $to)
  pid=$(systemctl show -p MainPID --value metis-$to)
  [ "$from" = "$to" ] || setpriv --reuid metis-$from --regid metis-$from --clear-groups --no-new-privs bash /tmp/reach $from $to $pid
done; done
rm /tmp/reach
ipcs -m | grep metis- || true`

const EXPOSURES = `for unit in /etc/systemd/system/metis-*.service; do
  unit=$(basename $unit .service)
  echo "$unit $(systemd-analyze security --no-pager $unit.service | sed -n 's/.*exposure level for .*: \\([0-9.]*\\).*/\\1/p')"
done`

/**
 * Puts a host into the state that former versions left: one account `metis` for all services, which is at home in the install
 * directory, units that hide less, and no receipt that knows better.
 */
export async function goBackToOneAccount(host: LabHost): Promise<void> {
  await host.exec(ONE_ACCOUNT, { check: true })
}

const ONE_ACCOUNT = `
cd /opt/metis
names=$(ls)
for name in $names; do systemctl stop metis-$name; done
useradd --system --user-group --no-create-home --home-dir /opt/metis --shell /usr/sbin/nologin metis
for name in $names; do
  chown -hR metis:metis $name/data $name/log
  find $name/config -user metis-$name -exec chown metis:metis {} +
  sed -i -E -e 's/^(User|Group)=.*/\\1=metis/' -e '/^(Temporary|Bind|PrivateUsers|PrivateIPC|No?Exec|System|Memory|ProcS|Restrict|Inacc)[^=]*=/d' \\
    /etc/systemd/system/metis-$name.service
  userdel metis-$name
done
rm $(grep -l '"run:[a-z0-9-]*/account ' .installed/*.json)
id=run:host/service-user
sum=$(printf %s $id | sha256sum)
printf '\\n{"id":"%s","organisation":"solo","instance":"host","inputs":"former"}\\n' $id >.installed/\${sum:0:24}.json
systemctl daemon-reload
for name in consul carrier $names; do systemctl start metis-$name; done`
