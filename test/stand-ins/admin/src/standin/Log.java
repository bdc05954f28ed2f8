package standin;

import java.io.File;
import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDateTime;

/** Writes to stdout and, as logback does, to logging.file.name, whose folder it makes. */
final class Log {
  private static PrintWriter copy;

  static void open(String file) {
    if (file == null) return;
    File parent = new File(file).getAbsoluteFile().getParentFile();
    if (parent != null) parent.mkdirs();
    try {
      copy = new PrintWriter(new FileWriter(file, true), true);
    } catch (IOException failure) {
      throw new StartupFailure("Logback configuration error detected", failure);
    }
  }

  static void info(String message) {
    write(" INFO ", message);
  }

  static void error(String message) {
    write("ERROR ", message);
  }

  private static synchronized void write(String level, String message) {
    String line = LocalDateTime.now() + " " + level + message;
    System.out.println(line);
    System.out.flush();
    if (copy != null) copy.println(line);
  }
}
