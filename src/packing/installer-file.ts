/** One of the files that the installer in a bundle is made of. */
export interface InstallerFile {
  /** Below `installer/` in the bundle. */
  readonly path: string
  /** On this machine, absolute. */
  readonly local: string
}
