import type { LabHost } from './lab.js'

/**
 * Looks at all processes of a host again and again, as `ps` of any user there could, and remembers their command
 * lines. `seen` gives them, one a line, and goes on watching.
 */
export async function watchCommandLines(host: LabHost): Promise<{ seen: () => Promise<string> }> {
  const start = `cat > ${WATCHER}; setsid python3 ${WATCHER} < /dev/null > /dev/null 2>&1 & until [ -e ${SEEN} ]; do sleep 0.05; done`
  await host.exec(start, { input: PROGRAM, check: true })
  return { seen: async () => (await host.exec(`cat ${SEEN}`, { check: true })).stdout }
}

const WATCHER = '/run/watch-command-lines.py'
const SEEN = '/run/command-lines-seen'

const PROGRAM = `
import os, time
seen = set()
with open('${SEEN}', 'w', buffering=1) as out:
    while True:
        for pid in os.listdir('/proc'):
            if not pid.isdigit():
                continue
            try:
                with open(f'/proc/{pid}/cmdline', 'rb') as file:
                    line = file.read().replace(b'\\0', b' ').decode('utf-8', 'replace').replace('\\n', ' ')
            except OSError:
                continue
            if line not in seen:
                seen.add(line)
                out.write(line + '\\n')
        time.sleep(0.03)
`
