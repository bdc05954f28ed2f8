package standin;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;

/** The flattened config/application-PROFILE.yml under the working directory, overridden by --key=value arguments. */
final class Settings {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}:]+)(?::([^}]*))?}");
  private final Map<String, String> values = new LinkedHashMap<>();

  static Settings read(String profile, String[] arguments) throws IOException {
    Settings settings = new Settings();
    settings.values.put("spring.cloud.client.ip-address", Addresses.firstExternalIpv4());
    Path file = Paths.get("config", "application-" + profile + ".yml");
    // A missing file is no error of its own: the placeholders that stay unresolved are.
    if (Files.exists(file)) settings.load(file);
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (argument.startsWith("--") && equals > 2) {
        settings.values.put(argument.substring(2, equals), argument.substring(equals + 1));
      }
    }
    return settings;
  }

  String required(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new StartupFailure("Could not resolve placeholder '" + key + "' in value \"${" + key + "}\"");
    }
    return resolve(value);
  }

  String optional(String key, String otherwise) {
    String value = values.get(key);
    return value == null || value.isEmpty() ? otherwise : resolve(value);
  }

  int wholeNumber(String key, int otherwise) {
    String value = optional(key, null);
    if (value == null) return otherwise;
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException failure) {
      throw new StartupFailure("Failed to bind properties under '" + key + "' to int: " + value);
    }
  }

  boolean flag(String key, boolean otherwise) {
    return Boolean.parseBoolean(optional(key, String.valueOf(otherwise)));
  }

  List<String> list(String key) {
    List<String> items = new ArrayList<>();
    for (int index = 0; values.containsKey(key + "[" + index + "]"); index++) {
      items.add(required(key + "[" + index + "]"));
    }
    for (String item : optional(key, "").split(",")) {
      if (!item.trim().isEmpty()) items.add(item.trim());
    }
    return items;
  }

  /** The values below a key, by the rest of theirs. */
  Map<String, String> below(String prefix) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String key : values.keySet()) {
      if (key.startsWith(prefix)) found.put(key.substring(prefix.length()), optional(key, ""));
    }
    return found;
  }

  private String resolve(String value) {
    Matcher matcher = PLACEHOLDER.matcher(value);
    StringBuffer resolved = new StringBuffer();
    while (matcher.find()) {
      String key = matcher.group(1);
      String otherwise = matcher.group(2);
      if (!values.containsKey(key) && otherwise == null) {
        throw new StartupFailure("Could not resolve placeholder '" + key + "' in value \"" + value + "\"");
      }
      String replacement = values.containsKey(key) ? required(key) : otherwise;
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(replacement));
    }
    return matcher.appendTail(resolved).toString();
  }

  private void load(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      Object content = new Yaml().load(reader);
      if (content != null) flatten("", content);
    } catch (YAMLException failure) {
      throw new StartupFailure("Failed to load property source from " + file, failure);
    }
  }

  private void flatten(String prefix, Object content) {
    if (content instanceof Map) {
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) content).entrySet()) {
        String key = String.valueOf(entry.getKey());
        flatten(prefix.isEmpty() ? key : prefix + "." + key, entry.getValue());
      }
    } else if (content instanceof List) {
      List<?> items = (List<?>) content;
      for (int index = 0; index < items.size(); index++) flatten(prefix + "[" + index + "]", items.get(index));
    } else {
      // Spring too reads a key without a value as an empty text, and every scalar as its YAML type prints.
      values.put(prefix, content == null ? "" : String.valueOf(content));
    }
  }
}
