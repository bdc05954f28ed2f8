package standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The registration that Spring Cloud Consul makes: fail-fast at boot, no deregister-after, by its token. It looks others up without one. */
final class Consul {
  private static final String DISCOVERY = "spring.cloud.consul.discovery.";
  private final String base;
  private final Settings settings;
  private final String id;
  private final boolean register;
  private final boolean deregister;

  Consul(Settings settings) {
    this.settings = settings;
    base = "http://" + settings.required("spring.cloud.consul.host") + ":" + settings.required("spring.cloud.consul.port");
    boolean enabled = settings.flag(DISCOVERY + "enabled", true);
    register = enabled && settings.flag(DISCOVERY + "register", true);
    deregister = register && settings.flag(DISCOVERY + "deregister", true);
    id = normalise(settings.optional(DISCOVERY + "instance-id", "application-" + settings.optional("server.port", "8080")));
  }

  void register() {
    if (!register) return;
    try {
      put("/v1/agent/service/register", registration());
    } catch (IOException failure) {
      throw new StartupFailure("Error registering service with consul: " + id, failure);
    }
    Log.info("Registered service with consul: " + id);
  }

  void deregister() {
    if (!deregister) return;
    try {
      put("/v1/agent/service/deregister/" + id, "");
    } catch (IOException failure) {
      Log.error("Error deregistering service with consul: " + failure.getMessage());
    }
  }

  /** Address and port of a service that passes anywhere in the cluster, or null. */
  String[] passing(String service) throws IOException {
    HttpURLConnection connection = connect("/v1/health/service/" + service + "?passing=true&tag=carrier");
    try (InputStream in = connection.getInputStream()) {
      List<?> found = (List<?>) new Yaml(new SafeConstructor()).load(in);
      if (found.isEmpty()) return null;
      Map<?, ?> first = (Map<?, ?>) ((Map<?, ?>) found.get(0)).get("Service");
      return new String[] {String.valueOf(first.get("Address")), String.valueOf(first.get("Port"))};
    }
  }

  /** Every run of other characters becomes one dash; what is left must be a DNS label. */
  private static String normalise(String text) {
    String label = text.replaceAll("[^A-Za-z0-9]+", "-");
    if (!label.matches("[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?")) {
      throw new StartupFailure("Consul service ids must not be empty, must start with a letter, end with a letter or digit");
    }
    return label;
  }

  private String registration() {
    String port = settings.optional("server.port", "8080");
    String address = Addresses.firstExternalIpv4();
    String url = settings.optional(DISCOVERY + "health-check-url", "http://" + address + ":" + port + "/actuator/health");
    String interval = settings.optional(DISCOVERY + "health-check-interval", "10s");
    return "{\"ID\":" + Answer.quote(id)
        + ",\"Name\":" + Answer.quote(normalise(settings.optional(DISCOVERY + "service-name", "application")))
        + ",\"Tags\":" + quoteAll(settings.list(DISCOVERY + "tags"))
        + ",\"Address\":" + Answer.quote(address)
        + ",\"Port\":" + port
        + ",\"Check\":{\"HTTP\":" + Answer.quote(url) + ",\"Interval\":" + Answer.quote(interval) + "}}";
  }

  private void put(String path, String body) throws IOException {
    HttpURLConnection connection = connect(path);
    connection.setRequestMethod("PUT");
    connection.setDoOutput(true);
    String token = settings.optional(DISCOVERY + "acl-token", "");
    if (!token.isEmpty()) connection.setRequestProperty("X-Consul-Token", token);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
    if (connection.getResponseCode() != 200) throw new IOException("OperationException(statusCode=" + connection.getResponseCode() + ")");
    try (InputStream in = connection.getInputStream()) {
      while (in.read() >= 0) {}
    }
  }

  private HttpURLConnection connect(String path) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(base + path).openConnection();
    connection.setConnectTimeout(10_000);
    connection.setReadTimeout(10_000);
    return connection;
  }

  private static String quoteAll(List<String> items) {
    StringBuilder joined = new StringBuilder("[");
    for (String item : items) joined.append(joined.length() > 1 ? "," : "").append(Answer.quote(item));
    return joined.append("]").toString();
  }
}
