/** Where `org.yaml` in a bundle, and then at the site, names a release file of one's own; `release` is its id. */
export const ownReleasePath = (release: string) => `releases/${release}.yaml`

/** Id of that file's piece. */
export const ownReleasePiece = (release: string) => `organisation/${ownReleasePath(release)}`
