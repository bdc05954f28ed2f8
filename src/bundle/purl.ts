import type { Piece } from './manifest.js'

/** `pkg:deb/debian/nginx@1.22.1-9?arch=amd64&distro=debian-12` of a package's piece. */
export function debianPurl({ id, path, version }: Pick<Piece, 'id' | 'path' | 'version'>): string {
  const [, system = '', name = ''] = id.split('/')
  const [distribution = ''] = system.split('-')
  const architecture = /_([a-z0-9-]+)\.deb$/.exec(path)?.[1]
  const qualifiers = [...(architecture === undefined ? [] : [`arch=${architecture}`]), `distro=${system}`]
  return `pkg:deb/${distribution}/${encoded(name)}${atVersion(version)}?${qualifiers.join('&')}`
}

/** `pkg:npm/%40scope/name@1.0.0`. */
export function npmPurl(name: string, version: string): string {
  return `pkg:npm/${name.split('/').map(encoded).join('/')}${atVersion(version)}`
}

/** Of software that no package registry knows: name, version and checksum. */
export function genericPurl(name: string, version: string | undefined, sha256: string): string {
  return `pkg:generic/${encoded(name)}${atVersion(version)}?checksum=sha256:${sha256}`
}

function atVersion(version: string | undefined): string {
  return version === undefined ? '' : `@${encoded(version)}`
}

/** Colons stay as they are, as the specification of package URLs wants it. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll('%3A', ':')
}
