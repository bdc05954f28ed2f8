/** Problems of reading org.yaml and release files. */
export const texts = {
  'topology.unreadable': {
    what: '{file} cannot be read ({reason}).',
    why: 'ENOENT: there is no such file. EACCES: your account may not read it. ENOTFILE: it is a folder, a pipe or a device.',
    fix: 'Name the file: --file PATH, or change to the folder that holds org.yaml.\nStart a new one: create-metis-node init --preset minimal',
  },
  'topology.release-missing': {
    what: 'There is no {file}, which org.yaml names as its release.',
    why: 'It was not copied along with org.yaml, or the path is mistyped: it starts at the folder of org.yaml.',
    fix: 'If the organisation is installed, its hosts keep the file: `create-metis-node pull`\nElse correct `release:` in org.yaml, or put the file there.',
  },
  'topology.wrong-file': {
    what: '{file} is not a text file of at most 1 MiB.',
    why: 'A topology, or a release file, is text in UTF-8, a few hundred lines at most: this is probably another file.',
    fix: 'Name the right file, with --file or behind `release:` in org.yaml; text in UTF-16 is to be saved as UTF-8.',
  },
  'topology.empty-file': {
    what: '{path} is empty.',
    why: 'A topology has an organisation, a release, hosts and roles; a release file has a version, artifacts and sizes.',
    fix: 'Start a topology from a preset: create-metis-node init --preset minimal\nStart a release file from a copy of one in presets/releases of this program.',
  },
  'topology.syntax': {
    what: 'The file is not valid YAML: {message}',
    why: 'Often a tab instead of spaces, a missing space after a colon, or a bracket that is not closed.',
    fix: 'Correct this line; every level is indented by spaces.',
  },
  'topology.merge-marks': {
    what: 'The file still has the marks of a merge, with the lines of both sides.',
    why: 'Version control could not decide between two changes of the same lines, and left it to you: one side stands below <<<<<<<, the other above >>>>>>>.',
    fix: 'At each such place keep the lines that are meant, and remove the marks.',
  },
  'topology.several-documents': {
    what: 'The file holds several YAML documents.',
    why: '`---` begins another one here, and a topology, or a release file, is one.',
    fix: 'Keep one of them in this file; write `---` at most as its first line.',
  },
  'topology.duplicate-key': {
    what: 'The key `{key}` is there twice.',
    why: 'One of the two would silently win.',
    fix: 'Remove or rename one of them.',
  },
  'topology.too-many-entries': {
    what: '`{path}` has {count} entries.',
    why: 'A mapping or a list may have {most}: no organisation has so many hosts, or so many instances of a role.',
    fix: 'Take out what does not belong there, or split the hosts into several organisations, each with a folder of its own.',
  },
  'topology.more-problems': {
    what: 'There is more of the same: {count} further problems.',
    why: 'Nobody reads more than a hundred at once, and most of them follow from the first ones.',
    fix: 'Mend those that are told, then ask again.',
  },
  'topology.unknown-preset': {
    what: 'There is no preset `{name}`.',
    why: 'Known presets: {known}.',
    fix: 'See what each is for: `create-metis-node init --list`\nThen, for example: `create-metis-node init --preset {nearest}`',
  },
}
