import { join } from 'node:path'
import { execa } from 'execa'
import { BASE_IMAGE } from './base-image.js'
import { ARTIFACTS, buildOnce, cachePath } from './cache.js'

const NAME = 'cpython-3.7-linux-x86_64.tar.gz'

// The stand-in is Debian 12's interpreter; older systems have no C library that it would take, so it brings that one.
const ADD_LIBRARIES = `
tar -xzf "$ARTIFACTS/${NAME}"
cd python
mkdir libc
objects() { printf '%s\\n' usr/bin/python3.11 usr/lib/python3.11/lib-dynload/*.so; }
for library in $(cd "$BASE" && objects | xargs -I{} chroot . ldd {} | sed -nE 's/.* => (\\S+) .*/\\1/p' | sort -u); do
  cp -L "$BASE$library" libc/
done
cp -L "$BASE/lib64/ld-linux-x86-64.so.2" libc/ld.so
rm bin/python3
cat > bin/python3 <<'END'
#!/bin/sh
here=$(dirname "$(dirname "$(readlink -f "$0")")")
exec "$here/libc/ld.so" --argv0 "$here/bin/python3" --library-path "$here/libc" "$here/bin/python3.11" "$@"
END
chmod 755 bin/python3
cd ..
tar -czf ${NAME} python
rm -r python
`

const PORTABLE = cachePath('portable-python', { base: BASE_IMAGE, script: ADD_LIBRARIES })
/** The stand-in of CPython's archive for hosts that its interpreter would not run on; the real one runs on all. */
export const PORTABLE_PYTHON = join(PORTABLE, NAME)
/** What the interpreter was built for. */
export const LIBC_OF_PYTHON = 2.35

export async function buildPortablePython(): Promise<void> {
  const env = { BASE: BASE_IMAGE, ARTIFACTS }
  await buildOnce(PORTABLE, async (folder) => {
    await execa('bash', ['-euo', 'pipefail', '-c', ADD_LIBRARIES], { cwd: folder, env })
  })
}
