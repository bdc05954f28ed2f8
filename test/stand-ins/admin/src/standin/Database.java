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
  private static final int RETRY_MILLISECONDS = 200;
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

  /** The password is compared in clear text, and as the column's collation compares. */
  boolean accepts(String user, String password) throws SQLException {
    String query = "SELECT id FROM sys_user WHERE user_name = ? AND password = ?";
    return ask(query, (found) -> true, user, password) != null;
  }

  /** The organisation, or null before it has an identity. */
  LocalOrg localOrg() throws SQLException {
    String query = "SELECT name, identity_id, carrier_ip, carrier_port, status FROM local_org LIMIT 1";
    return ask(query, (found) ->
        new LocalOrg(found.getString(1), found.getString(2), found.getString(3), found.getInt(4), found.getInt(5) == 1));
  }

  void update(String statement, String... values) throws SQLException {
    whenThere((connection) -> {
      try (PreparedStatement prepared = prepare(connection, statement, values)) {
        return prepared.executeUpdate();
      }
    });
  }

  private interface Row<T> {
    T read(ResultSet found) throws SQLException;
  }

  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** The first row, or null. */
  private <T> T ask(String query, Row<T> row, String... values) throws SQLException {
    return whenThere((connection) -> {
      try (PreparedStatement prepared = prepare(connection, query, values); ResultSet found = prepared.executeQuery()) {
        return found.next() ? row.read(found) : null;
      }
    });
  }

  private static PreparedStatement prepare(Connection connection, String statement, String[] values) throws SQLException {
    PreparedStatement prepared = connection.prepareStatement(statement);
    for (int index = 0; index < values.length; index++) prepared.setString(index + 1, values[index]);
    return prepared;
  }

  /** As long as the database is away whoever asks for it waits, and whoever asks meanwhile waits behind. */
  private synchronized <T> T whenThere(Work<T> work) throws SQLException {
    while (true) {
      try {
        return work.on(connection());
      } catch (SQLException failure) {
        if (isThere()) throw failure;
      }
      try {
        Thread.sleep(RETRY_MILLISECONDS);
      } catch (InterruptedException interrupted) {
        throw new SQLException("interrupted");
      }
    }
  }

  private boolean isThere() {
    try {
      return connection().isValid(VALIDATION_TIMEOUT_SECONDS);
    } catch (SQLException failure) {
      return false;
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
