/**
 * A release: `npm run release -- VERSION` looks at all that it takes and writes nothing; with `--yes` it writes version
 * and changelog, commits and tags. `npm run release -- --record` records anew which files the package has. Nothing is
 * pushed or published: the last lines say how.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { execa } from 'execa'
import { releasedChangelog } from './changelog.js'
import { packedFiles, record, surprises } from './packed-files.js'
import { isAfter } from './versions.js'

const CHANGED = ['package.json', 'package-lock.json', 'CHANGELOG.md']

const { values, positionals } = parseArgs({
  options: { yes: { type: 'boolean', default: false }, record: { type: 'boolean', default: false } },
  allowPositionals: true,
})
try {
  await (values.record ? recordFiles() : release(positionals[0] ?? ''))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function recordFiles(): Promise<void> {
  record('.', await packedAnew())
}

async function release(version: string): Promise<void> {
  const now = (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version
  if (!isAfter(version, now)) throw new Error(`${version} does not come after ${now}`)
  const tag = `v${version}`
  if ((await git('status', '--porcelain')) !== '') throw new Error('Commit first: the tree has changes')
  if ((await git('tag', '--list', tag)) !== '') throw new Error(`There is a tag ${tag} already`)
  const date = new Date().toISOString().slice(0, 10)
  const changelog = releasedChangelog(readFileSync('CHANGELOG.md', 'utf8'), version, date)
  const packed = await packedAnew()
  const found = surprises('.', packed)
  if (found.length > 0) throw new Error(found.join('\n'))

  console.log(`${now} -> ${version}, ${date}, ${packed.length} files as recorded, tag ${tag}`)
  if (!values.yes) {
    console.log('Nothing was written. To do it: the same with --yes')
    return
  }
  writeFileSync('CHANGELOG.md', changelog)
  await execa('npm', ['version', version, '--no-git-tag-version', '--ignore-scripts'])
  await git('commit', '--quiet', '--message', `Release ${version}`, '--', ...CHANGED)
  await git('tag', '--annotate', tag, '--message', `Release ${version}`)
  console.log(`Committed and tagged. What is left:\n    git push --follow-tags\n    ${publishing(version)}`)
}

/** The files of a build that holds nothing of an earlier one. */
async function packedAnew(): Promise<string[]> {
  rmSync('dist', { recursive: true, force: true })
  await execa('npm', ['run', '--silent', 'build'])
  return packedFiles('.')
}

/** The registry attests where a package was built only for what it can ask: CI that gives it a token for this. */
function publishing(version: string): string {
  const channel = version.includes('-') ? ' --tag next' : ''
  const { ACTIONS_ID_TOKEN_REQUEST_URL: github, SIGSTORE_ID_TOKEN: gitlab } = process.env
  return github === undefined && gitlab === undefined
    ? `npm publish${channel}    (in CI that identifies itself to the registry: with --provenance)`
    : `npm publish${channel} --provenance`
}

async function git(...args: string[]): Promise<string> {
  return (await execa('git', args)).stdout
}
