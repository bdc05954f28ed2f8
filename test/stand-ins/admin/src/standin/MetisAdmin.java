package standin;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Properties;
import java.util.concurrent.Executors;

/** Stand-in of the Spring Boot admin: database first, then its port, then Consul; any failure ends it with 1. */
public final class MetisAdmin {
  private static final String PROFILE = "--spring.profiles.active=";

  public static void main(String[] arguments) {
    try {
      start(arguments);
    } catch (RuntimeException | IOException failure) {
      Log.error("Application run failed");
      Log.error(failure.getMessage() == null ? failure.toString() : failure.getMessage());
      System.exit(1);
    }
  }

  private static void start(String[] arguments) throws IOException {
    Log.info("Starting MetisAdminApplication using Java " + System.getProperty("java.version"));
    Settings settings = Settings.read(activeProfile(arguments), arguments);
    Log.open(settings.optional("logging.file.name", null));
    checkJasypt();
    RequiredKeys.check(settings);
    Database database = Database.open(settings);
    Consul consul = new Consul(settings);
    serve(settings, database);
    consul.register();
    Runtime.getRuntime().addShutdownHook(new Thread(consul::deregister));
    Log.info("Started MetisAdminApplication");
  }

  private static String activeProfile(String[] arguments) {
    for (String argument : arguments) {
      if (argument.startsWith(PROFILE)) return argument.substring(PROFILE.length());
    }
    // The jar's built-in default is a developer's profile, which no installation has.
    return "dev_10_151";
  }

  /** An absent file is one logged error, a blank password in a present one is fatal. */
  private static void checkJasypt() throws IOException {
    Path file = Paths.get("jasypt.properties");
    if (!Files.exists(file)) {
      Log.error("jasypt.properties not found");
      return;
    }
    Properties properties = new Properties();
    properties.load(Files.newBufferedReader(file));
    if (properties.getProperty("jasypt.encryptor.password", "").trim().isEmpty()) {
      throw new StartupFailure("jasypt.encryptor.password is blank");
    }
  }

  private static void serve(Settings settings, Database database) throws IOException {
    int port = settings.wholeNumber("server.port", 8080);
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(port), 128);
      server.createContext("/", new Api(settings.optional("server.servlet.context-path", ""), database));
      server.setExecutor(Executors.newFixedThreadPool(30));
      server.start();
    } catch (BindException | IllegalArgumentException taken) {
      throw new StartupFailure("Web server failed to start. Port " + port + " was already in use.");
    }
    Log.info("Tomcat started on port(s): " + port + " (http)");
  }
}
