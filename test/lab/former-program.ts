import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))

/** The program as it was at a commit of this repository, built in a folder of its own with the libraries that it had. */
export async function buildFormerProgram(
  commit: string,
): Promise<{ readonly folder: string; readonly program: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'create-metis-node-former-'))
  const archive = join(folder, 'source.tar')
  await execa('git', ['archive', '--output', archive, commit], { cwd: REPOSITORY })
  await execa('tar', ['-xf', archive], { cwd: folder })
  await execa('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder })
  await execa('npm', ['run', '--silent', 'build'], { cwd: folder })
  return { folder, program: join(folder, 'bin/create-metis-node.js') }
}
