import type { LabHost } from './lab.js'

/**
 * Looks for secrets where nobody should find them on a host: in command lines and environments of all processes, in the journal with
 * all its fields, and in every file that was written since the host is there, in archives of gzip too. Plain, as JSON and in base64.
 * `belongs` names the one path below which each may be. `found`: `NAME in PLACE`.
 */
export async function secretsOn(
  host: LabHost,
  values: Readonly<Record<string, string>>,
  belongs: Readonly<Record<string, string>>,
): Promise<{ readonly found: readonly string[]; readonly seen: Readonly<Record<string, number>> }> {
  // All on standard input, since command lines are looked at.
  const script = `IFS= read -r told; cat >${PROGRAM_FILE}; printf %s "$told" | python3 ${PROGRAM_FILE}; rm ${PROGRAM_FILE}`
  const input = `${JSON.stringify({ values, belongs })}\n${PROGRAM}`
  const { stdout } = await host.exec(script, { input, check: true })
  return JSON.parse(stdout)
}

const PROGRAM_FILE = '/run/secrets-sought.py'

const PROGRAM = `
import base64, json, os, stat, subprocess, sys, zlib
told = json.load(sys.stdin)
sought = {}
for name, value in told['values'].items():
    sought[name] = {value.encode(), json.dumps(value)[1:-1].encode(), base64.b64encode(value.encode()).rstrip(b'=')[:-1]}
found, seen = set(), {'processes': 0, 'files': 0, 'archives': 0, 'cores': 0, 'journal': 0}

def look(place, content):
    for name, forms in sought.items():
        belongs = told['belongs'].get(name)
        if any(form in content for form in forms) and not (belongs and place.startswith(belongs)):
            found.add(f'{name} in {place}')

for pid in filter(str.isdigit, os.listdir('/proc')):
    if int(pid) == os.getpid():
        continue
    for part in ('cmdline', 'environ'):
        try:
            with open(f'/proc/{pid}/{part}', 'rb') as file:
                content = file.read()
            name = os.path.basename(os.readlink(f'/proc/{pid}/exe'))
        except OSError:
            continue
        seen['processes'] += part == 'environ'
        look(f'{part} of {name}', content)

journal = subprocess.run(['journalctl', '--no-pager', '--all', '-o', 'export'], stdout=subprocess.PIPE).stdout
seen['journal'] = len(journal)
look('the journal', journal)

SINCE = os.stat('/etc/machine-id').st_mtime
def unpacked(content):
    parts = []
    while content[:2] == b'\\x1f\\x8b':
        reader = zlib.decompressobj(31)
        try:
            parts.append(reader.decompress(content))
        except zlib.error:
            break
        content = reader.unused_data
    return b''.join(parts)

for root, folders, files in os.walk('/'):
    folders[:] = [one for one in folders if os.path.join(root, one) not in ('/proc', '/sys')]
    for path in (os.path.join(root, one) for one in files):
        try:
            at = os.lstat(path)
            if not stat.S_ISREG(at.st_mode) or at.st_ctime < SINCE or path == '${PROGRAM_FILE}':
                continue
            with open(path, 'rb') as file:
                content = file.read()
        except OSError:
            continue
        seen['files'] += 1
        seen['cores'] += content[:4] == b'\\x7fELF' and content[16:18] == b'\\x04\\x00'
        look(path, content)
        if content[:2] == b'\\x1f\\x8b':
            seen['archives'] += 1
            look(f'{path}, unpacked', unpacked(content))
print(json.dumps({'found': sorted(found), 'seen': seen}))
`
