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

/**
 * Stand-in of the Spring Boot admin: database first, then its port, then Consul, and only then it has started; any
 * failure ends it with 1.
 */
public final class MetisAdmin {
  /** How long after its registration it has started. */
  private static final int LATE_MILLISECONDS = 1500;
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
    Log.open(settings);
    checkJasypt();
    RequiredKeys.check(settings);
    Database database = Database.open(settings);
    Consul consul = new Consul(settings);
    Joining joining = new Joining(database, consul, settings.wholeNumber("grpc-client-timeout", 0));
    beBusy();
    serve(settings, new Api(settings.optional("server.servlet.context-path", ""), database, joining));
    consul.register();
    Runtime.getRuntime().addShutdownHook(new Thread(consul::deregister));
    pause(LATE_MILLISECONDS);
    Log.info("Started MetisAdminApplication");
    new Tasks(database, joining).start(settings);
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

  /** The original boots for 47 s of processor time, and its log moves all the while; this one as long as it is told. */
  private static void beBusy() {
    int seconds = Integer.parseInt(System.getenv().getOrDefault("STAND_IN_BOOT_SECONDS", "0"));
    for (int step = 0; step < seconds * 4; step++) {
      Log.info("org.springframework.boot", "Bean " + step + " is ready");
      pause(250);
    }
  }

  private static void pause(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException interrupted) {
      throw new StartupFailure("interrupted");
    }
  }

  private static void serve(Settings settings, Api api) throws IOException {
    int port = settings.wholeNumber("server.port", 8080);
    String address = settings.optional("server.address", "");
    // Left behind at each start.
    Files.createTempDirectory("tomcat." + port + ".");
    try {
      HttpServer server = HttpServer.create(address.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(address, port), 128);
      server.createContext("/", api);
      server.setExecutor(Executors.newCachedThreadPool());
      server.start();
    } catch (BindException | IllegalArgumentException taken) {
      throw new StartupFailure("Web server failed to start. Port " + port + " was already in use.");
    }
    Log.info("Tomcat started on port(s): " + port + " (http)");
  }
}
