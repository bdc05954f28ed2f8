package standin;

import java.io.File;
import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes to stdout and, as logback does, to logging.file.name, whose folder it makes; by each logger's level. */
final class Log {
  private static final List<String> LEVELS = Arrays.asList("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");
  private static final String LEVEL_KEY = "logging.level.";
  private static final String APPLICATION = "com.platon.metis.admin.MetisAdminApplication";
  private static Map<String, String> levels = java.util.Collections.emptyMap();
  private static PrintWriter copy;

  static void open(Settings settings) {
    levels = settings.below(LEVEL_KEY);
    String file = settings.optional("logging.file.name", null);
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
    write("INFO", APPLICATION, message);
  }

  static void error(String message) {
    write("ERROR", APPLICATION, message);
  }

  static void info(String logger, String message) {
    write("INFO", logger, message);
  }

  static void error(String logger, String message) {
    write("ERROR", logger, message);
  }

  private static synchronized void write(String level, String logger, String message) {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(levelOf(logger))) return;
    String line = LocalDateTime.now() + " " + level + " [" + Thread.currentThread().getName() + "] " + logger + " : " + message;
    System.out.println(line);
    System.out.flush();
    if (copy != null) copy.println(line);
  }

  /** That of the longest part of its name that the config names; else the root's. */
  private static String levelOf(String logger) {
    for (String name = logger; !name.isEmpty(); name = name.substring(0, Math.max(name.lastIndexOf('.'), 0))) {
      if (levels.containsKey(name)) return levels.get(name).toUpperCase(Locale.ROOT);
    }
    return levels.getOrDefault("root", "INFO").toUpperCase(Locale.ROOT);
  }
}
