package standin;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The pool that is opened at boot. MariaDB's driver stands in for Connector/J and takes the same URL. */
final class Database {
  private static final String PREFIX = "spring.datasource.druid.";
  private static final String DRIVER = "com.mysql.cj.jdbc.Driver";
  private static final int VALIDATION_TIMEOUT_SECONDS = 5;
  private final Settings settings;
  private final List<Connection> pool = new ArrayList<>();

  private Database(Settings settings) {
    this.settings = settings;
  }

  static Database open(Settings settings) {
    checkDriver(settings);
    Database database = new Database(settings);
    try {
      int size = settings.wholeNumber(PREFIX + "initial-size", 0);
      while (database.pool.size() < Math.max(size, 1)) database.pool.add(database.connect());
      database.readFirstTables();
    } catch (SQLException failure) {
      throw new StartupFailure("init datasource error, url: " + settings.optional(PREFIX + "url", ""), failure);
    }
    Log.info("{dataSource-1} inited");
    return database;
  }

  /** The password is compared in clear text. */
  synchronized boolean accepts(String user, String password) throws SQLException {
    String query = "SELECT id FROM sys_user WHERE user_name = ? AND password = ?";
    try (PreparedStatement statement = connection().prepareStatement(query)) {
      statement.setString(1, user);
      statement.setString(2, password);
      try (ResultSet found = statement.executeQuery()) {
        return found.next();
      }
    }
  }

  private static void checkDriver(Settings settings) {
    String driver = settings.optional("spring.datasource.driverClassName", null);
    if (driver == null) driver = settings.optional("spring.datasource.driver-class-name", DRIVER);
    // The jar carries Connector/J only.
    if (!driver.equals(DRIVER)) throw new StartupFailure("Cannot load driver class: " + driver);
  }

  private Connection connect() throws SQLException {
    String url = settings.optional(PREFIX + "url", "");
    if (!url.startsWith("jdbc:mysql://")) throw new SQLException("Failed to determine a suitable driver class");
    String mariadb = url.replaceFirst("^jdbc:mysql:", "jdbc:mariadb:");
    String user = settings.optional(PREFIX + "username", "");
    Connection connection = DriverManager.getConnection(mariadb, user, settings.optional(PREFIX + "password", ""));
    try (Statement statement = connection.createStatement()) {
      for (String sql : settings.list(PREFIX + "connection-init-sqls")) statement.execute(sql);
    }
    return connection;
  }

  private void readFirstTables() throws SQLException {
    try (Statement statement = pool.get(0).createStatement()) {
      statement.executeQuery(settings.optional(PREFIX + "validation-query", "SELECT 1")).close();
      statement.executeQuery("SELECT id, user_name, password FROM sys_user").close();
      statement.executeQuery("SELECT identity_id FROM local_org").close();
    }
  }

  private Connection connection() throws SQLException {
    if (!pool.get(0).isValid(VALIDATION_TIMEOUT_SECONDS)) pool.set(0, connect());
    return pool.get(0);
  }
}
