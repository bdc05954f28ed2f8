/**
 * Flags that a Java of this version takes. The heap grows to 2 GiB where it is needed; the collector is Java's own
 * choice, since the flags of old (CMS, GC print) end a Java 11 or later at once.
 */
export function javaFlags(version: number, temporaryDirectory: string): string[] {
  return [
    '-Xms256m',
    '-Xmx2g',
    '-XX:MaxMetaspaceSize=512m',
    // systemd starts it again; without a heap it would neither work nor end.
    '-XX:+ExitOnOutOfMemoryError',
    `-Djava.io.tmpdir=${temporaryDirectory}`,
    '-Dfile.encoding=UTF-8',
    // Libraries of a Java 8 program look into these, which later ones close.
    ...(version >= 17
      ? ['--add-opens=java.base/java.lang=ALL-UNNAMED', '--add-opens=java.base/java.lang.invoke=ALL-UNNAMED']
      : []),
  ]
}
