import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { posix } from 'node:path'
import type { ArtifactSources } from '../topology/topology.js'
import type { Downloads } from './download.js'
import { remoteOf } from './request.js'

/** A simple repository of Python packages (PEP 503). */
export interface PackageIndex {
  /** Without credentials. */
  readonly shown: string
  /** The page that should list a file, without credentials, and its address there; none where it is not listed. Throws `DownloadFailure`. */
  readonly find: (file: string) => Promise<{ readonly page: string; readonly address?: string }>
}

const PUBLIC = 'https://pypi.org/simple/'
/** The longest that is known has 4 MB. */
const MOST_PAGE_BYTES = 32 * 1024 * 1024
/** Of one link. */
const MOST_LINK = 4000

/** What org.yaml names, else what pip would ask: `PIP_INDEX_URL`, `pip.conf`, the public one. */
export function indexAddress(
  { index }: Pick<ArtifactSources, 'index'>,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  const configured = index ?? environment.PIP_INDEX_URL ?? inPipConf(environment)
  const isUsable = configured !== undefined && webAddress(configured) !== undefined
  return isUsable ? configured.replace(/\/*$/, '/') : PUBLIC
}

function inPipConf({ PIP_CONFIG_FILE, XDG_CONFIG_HOME, HOME = homedir() }: NodeJS.ProcessEnv) {
  const own = [`${XDG_CONFIG_HOME || `${HOME}/.config`}/pip/pip.conf`, `${HOME}/.pip/pip.conf`]
  const files = PIP_CONFIG_FILE ? [PIP_CONFIG_FILE] : [...own, '/etc/pip.conf']
  return files.map(indexIn).find((found) => found !== undefined)
}

function indexIn(file: string): string | undefined {
  try {
    const [, global = ''] = /^\[global\]$([^[]*)/m.exec(readFileSync(file, 'utf8')) ?? []
    return /^index[-_]url\s*[=:]\s*(\S+)/m.exec(global)?.[1]
  } catch {
    return undefined
  }
}

export function packageIndex(address: string, download: Downloads): PackageIndex {
  const pages = new Map<string, Promise<string | undefined>>()
  return {
    shown: remoteOf(address).shown,
    find: async (file) => {
      const url = `${address}${projectOf(file)}/`
      const text = pages.get(url) ?? download.text(url, MOST_PAGE_BYTES)
      pages.set(url, text)
      const found = linkTo(file, (await text) ?? '', url)
      return { page: remoteOf(url).shown, ...(found === undefined ? {} : { address: found }) }
    },
  }
}

/** `google-auth` of `google_auth-1.35.0-py2.py3-none-any.whl`. */
function projectOf(file: string): string {
  const [, name = file] = /^(.+?)-\d/.exec(file) ?? []
  return projectName(name)
}

/** A project as indices and wheels are compared by it. */
export function projectName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}

/** An index asks for the same credentials where it keeps its files. */
function linkTo(file: string, html: string, page: string): string | undefined {
  const links = html.matchAll(
    new RegExp(`<a\\b[^<>]{0,${MOST_LINK}}?\\bhref\\s*=\\s*["']([^"'<>]+)["']`, 'gi'),
  )
  for (const [, href = ''] of links) {
    const url = webAddress(href.replaceAll('&amp;', '&'), page)
    if (url === undefined || nameIn(url) !== file) continue
    const { origin, username, password } = new URL(page)
    if (url.origin === origin && url.username === '') Object.assign(url, { username, password })
    url.hash = ''
    return url.href
  }
  return undefined
}

function webAddress(text: string, base?: string): URL | undefined {
  const url = URL.canParse(text, base) ? new URL(text, base) : undefined
  return url !== undefined && /^https?:$/.test(url.protocol) ? url : undefined
}

function nameIn({ pathname }: URL): string | undefined {
  try {
    return decodeURIComponent(posix.basename(pathname))
  } catch {
    return undefined
  }
}
