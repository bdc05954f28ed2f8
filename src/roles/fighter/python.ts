import { type Command, sh } from '../../lib/command.js'
import { sha256 } from '../../lib/digest.js'
import { instancePaths } from '../../topology/host-paths.js'
import type { Release } from '../../topology/release.js'
import { type ArtifactUse, type ServiceInput, type ServiceStep, step } from '../service.js'
import type { FighterInstance } from './settings.js'
import { why } from './words.js'

/** A relocatable Python, what `metis` pins, and the three wheels of the release. */
export const PYTHON_ARTIFACTS: readonly ArtifactUse[] = [
  { artifact: 'python', to: 'python', how: 'unpack', strip: 1 },
  { artifact: 'wheelhouse', to: 'wheelhouse', how: 'unpack', strip: 1 },
  { artifact: 'metis-wheel', to: 'wheels/metis.whl', how: 'file' },
  { artifact: 'channel-sdk', to: 'wheels/channel-sdk.whl', how: 'file' },
  { artifact: 'rosetta', to: 'wheels/rosetta.whl', how: 'file' },
]

type Input = ServiceInput<FighterInstance>

/**
 * Puts the wheels into `site-packages` of the release, without asking any package index: whole, and once the service's
 * `module` and what its tasks use were imported there, or not at all.
 */
export function installWheels(input: Input, module: string): ServiceStep {
  const { release } = instancePaths(input)
  return step(why(input.instance.role)('step.wheels'), {
    kind: 'run',
    name: 'python-packages',
    command: install(release, module),
    path: `${release}/site-packages`,
    isTree: true,
    inputs: sha256(JSON.stringify([release, wheelsOf(input.release, input.avx2)])),
  })
}

/** What the installed packages come from: changes with the pins of the release and with the CPU's variant. */
function wheelsOf({ artifacts }: Release, avx2: boolean): readonly unknown[] {
  const used = new Set(PYTHON_ARTIFACTS.map(({ artifact }) => artifact))
  return artifacts
    .filter(({ id, cpu }) => used.has(id) && (cpu === undefined || cpu === (avx2 ? 'avx2' : 'no-avx2')))
    .map(({ id, file, sha256: pin }) => [id, file, pin])
}

function install(release: string, module: string): Command {
  return sh`(
cd ${release}
umask 022
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -rf site-packages.incoming site-packages.old
python() { env -i PATH=/usr/bin:/bin HOME="$work" TMPDIR="$work" LC_ALL=C.UTF-8 PYTHONNOUSERSITE=1 \\
  PIP_NO_INDEX=1 PIP_CONFIG_FILE=/dev/null PIP_ROOT_USER_ACTION=ignore ./python/bin/python3 "$@"; }
# pip reads what a wheel fits from its file name, which a mirror may have changed. All that is needed is there: metis names
# packages that it does not use, which are left out.
python -c ${NAME_WHEELS} wheels "$work/wheels"
python -m pip install --no-index --no-deps --no-cache-dir --disable-pip-version-check --no-warn-script-location --quiet \\
  --target site-packages.incoming "$work"/wheels/*.whl wheelhouse/*.whl
python -I -c ${IMPORTS} site-packages.incoming ${module}
if [ -e site-packages ]; then mv -T site-packages site-packages.old; fi
mv -T site-packages.incoming site-packages
rm -rf site-packages.old
)`
}

/** Only what can't be imported is told: modules may ask for more than that, as they are not started. */
const IMPORTS = `
import importlib, importlib.util, os, sys
site, *wanted = sys.argv[1:]
sys.argv[1:] = []
sys.path.insert(0, site)
used = ['grpc', 'psutil', 'numpy', 'pandas', 'sklearn', 'channel_sdk']
# Without AVX these end the process, not only the task that uses them.
if 'avx' in open('/proc/cpuinfo').read().split():
    used += ['tensorflow', 'latticex_rosetta']
for name in [one for one in used if importlib.util.find_spec(one)] + wanted:
    try:
        importlib.import_module(name)
    except ImportError as error:
        sys.exit('%s can not be imported: %s' % (name, error))
    except BaseException:
        pass
sys.stdout.flush()
os._exit(0)
`

const NAME_WHEELS = `
import os, re, sys, zipfile
source, target = sys.argv[1:]
os.mkdir(target)
for name in sorted(os.listdir(source)):
    path = os.path.join(source, name)
    with zipfile.ZipFile(path) as wheel:
        about = [entry for entry in wheel.namelist() if re.match(r'[^/]+\\.dist-info/WHEEL$', entry)]
        if not about:
            sys.exit(path + ' is not a wheel')
        tags = re.findall(r'(?m)^Tag: *([^-\\s]+)-([^-\\s]+)-([^-\\s]+)', wheel.read(about[0]).decode())
    parts = ['.'.join(sorted(set(part))) for part in zip(*tags)]
    os.symlink(os.path.abspath(path), os.path.join(target, '-'.join([about[0].split('.dist-info')[0]] + parts) + '.whl'))
`
