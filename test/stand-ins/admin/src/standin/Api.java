package standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Health and login, which need no session, and the way into the network. Every failure is a 200 with another status. */
final class Api implements HttpHandler {
  private static final String COOKIE = "JSESSIONID=";
  /** It writes down what it is asked, with the password of a login. */
  private static final String ASPECT = "com.platon.metis.admin.aop.ControllerLogAspect";
  private final String context;
  private final Database database;
  private final Joining joining;
  private final Set<String> sessions = ConcurrentHashMap.newKeySet();

  Api(String context, Database database, Joining joining) {
    this.context = context;
    this.database = database;
    this.joining = joining;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try {
      route(exchange);
    } finally {
      exchange.close();
    }
  }

  private void route(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + path(exchange.getRequestURI());
    if (request.equals("GET " + context + "/health")) {
      send(exchange, 200, "text/plain", "Hello, Metis-Admin");
      return;
    }
    if (!request.startsWith("GET " + context + "/api/v1/") && !request.startsWith("POST " + context + "/api/v1/")) {
      send(exchange, 404, "application/json", "{\"status\":404,\"error\":\"Not Found\"}");
      return;
    }
    String body = body(exchange);
    Log.info(ASPECT, "request: " + request + " args: " + body);
    Answer answer;
    try {
      answer = answer(exchange, request.replace(context + "/api/v1/", ""), read(body));
    } catch (SQLException failure) {
      answer = new Answer(-1, "system error", "null");
    }
    send(exchange, 200, "application/json", answer.json());
  }

  private Answer answer(HttpExchange exchange, String call, Map<?, ?> body) throws SQLException {
    if (call.equals("POST user/login")) return login(exchange, body);
    if (!isLoggedIn(exchange)) return new Answer(1000, "please login", "null");
    switch (call) {
      case "GET user/findLocalOrgInfo":
        return joining.describe();
      case "POST user/applyOrgIdentity":
        return joining.applyIdentity(body.get("orgName"));
      case "POST carrier/applyJoinNetwork":
        return joining.join();
      default:
        return new Answer(404, "not part of this stand-in", "null");
    }
  }

  private Answer login(HttpExchange exchange, Map<?, ?> body) throws SQLException {
    Object user = body.get("userName");
    Object password = body.get("passwd");
    if (!(user instanceof String) || !(password instanceof String)) {
      return new Answer(1, "userName and passwd must not be blank", "null");
    }
    if (!database.accepts((String) user, (String) password)) return new Answer(1016, "wrong user name or password", "null");
    String session = UUID.randomUUID().toString();
    sessions.add(session);
    exchange.getResponseHeaders().add("Set-Cookie", COOKIE + session + "; Path=" + context + "; HttpOnly");
    return new Answer(0, "success", "{\"userName\":" + Answer.quote((String) user) + "}");
  }

  private boolean isLoggedIn(HttpExchange exchange) {
    for (String header : exchange.getRequestHeaders().getOrDefault("Cookie", java.util.Collections.emptyList())) {
      for (String cookie : header.split("; *")) {
        if (cookie.startsWith(COOKIE) && sessions.contains(cookie.substring(COOKIE.length()))) return true;
      }
    }
    return false;
  }

  /** Tomcat takes `//metis-admin/health` as a path; java.net.URI reads its first part as a host. */
  private static String path(URI uri) {
    String host = uri.getRawAuthority() == null || uri.getScheme() != null ? "" : "/" + uri.getRawAuthority();
    return (host + uri.getPath()).replaceAll("/+", "/");
  }

  private static String body(HttpExchange exchange) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    InputStream in = exchange.getRequestBody();
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) bytes.write(buffer, 0, count);
    return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
  }

  private static Map<?, ?> read(String body) {
    try {
      // JSON is YAML, and the YAML parser is here already.
      Object content = new Yaml(new SafeConstructor()).load(body);
      return content instanceof Map ? (Map<?, ?>) content : java.util.Collections.emptyMap();
    } catch (YAMLException failure) {
      return java.util.Collections.emptyMap();
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + ";charset=UTF-8");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
