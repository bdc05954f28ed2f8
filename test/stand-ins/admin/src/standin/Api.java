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
import java.util.UUID;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The two addresses that need no session: health and login. */
final class Api implements HttpHandler {
  private final String context;
  private final Database database;

  Api(String context, Database database) {
    this.context = context;
    this.database = database;
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
    } else if (request.equals("POST " + context + "/api/v1/user/login")) {
      login(exchange);
    } else if (request.startsWith("GET " + context + "/api/") || request.startsWith("POST " + context + "/api/")) {
      send(exchange, 200, "application/json", answer(1001, "please login", "null"));
    } else {
      send(exchange, 404, "application/json", "{\"status\":404,\"error\":\"Not Found\"}");
    }
  }

  /** Tomcat takes `//metis-admin/health` as a path; java.net.URI reads its first part as a host. */
  private static String path(URI uri) {
    String host = uri.getRawAuthority() == null || uri.getScheme() != null ? "" : "/" + uri.getRawAuthority();
    return (host + uri.getPath()).replaceAll("/+", "/");
  }

  private void login(HttpExchange exchange) throws IOException {
    Map<?, ?> body = body(exchange);
    Object user = body.get("userName");
    Object password = body.get("passwd");
    if (!(user instanceof String) || !(password instanceof String)) {
      send(exchange, 200, "application/json", answer(1, "userName and passwd must not be blank", "null"));
      return;
    }
    try {
      if (database.accepts((String) user, (String) password)) {
        exchange.getResponseHeaders().add("Set-Cookie", "JSESSIONID=" + UUID.randomUUID() + "; Path=" + context + "; HttpOnly");
        send(exchange, 200, "application/json", answer(0, "success", "{\"status\":1}"));
      } else {
        send(exchange, 200, "application/json", answer(1000, "wrong user name or password", "null"));
      }
    } catch (SQLException failure) {
      send(exchange, 500, "application/json", answer(-1, "system error", "null"));
    }
  }

  private static Map<?, ?> body(HttpExchange exchange) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    InputStream in = exchange.getRequestBody();
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) bytes.write(buffer, 0, count);
    try {
      // JSON is YAML, and the YAML parser is here already.
      Object content = new Yaml(new SafeConstructor()).load(new String(bytes.toByteArray(), StandardCharsets.UTF_8));
      return content instanceof Map ? (Map<?, ?>) content : java.util.Collections.emptyMap();
    } catch (YAMLException failure) {
      return java.util.Collections.emptyMap();
    }
  }

  private static String answer(int code, String message, String data) {
    return "{\"code\":" + code + ",\"msg\":\"" + message + "\",\"data\":" + data + "}";
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
