/** Folders a part of the build reads and writes: the stand-ins' sources, unpacked Debian packages, scratch space. */
export type BuildInput = { sources: string; debian: string; work: string }
