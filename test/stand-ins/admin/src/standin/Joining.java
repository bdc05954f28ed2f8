package standin;

import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;
import java.util.regex.Pattern;

/** An identity first, then the carrier's address, which a task finds by and by, and only then the network. */
final class Joining {
  private static final Pattern NAME = Pattern.compile("[\\u4e00-\\u9fa5A-Za-z0-9]{1,12}");
  private static final Answer NO_IDENTITY = new Answer(1005, "apply for an identity first", "null");
  private final Database database;
  private final Consul consul;
  private final int timeoutSeconds;

  Joining(Database database, Consul consul, int timeoutSeconds) {
    this.database = database;
    this.consul = consul;
    this.timeoutSeconds = timeoutSeconds;
  }

  Answer describe() throws SQLException {
    LocalOrg org = database.localOrg();
    return org == null ? NO_IDENTITY : new Answer(0, "success", org.json());
  }

  Answer applyIdentity(Object name) throws SQLException {
    if (!(name instanceof String) || !NAME.matcher((String) name).matches()) {
      return new Answer(1, "orgName: 1 to 12 Chinese or Latin letters and digits", "null");
    }
    if (database.localOrg() != null) return new Answer(1, "identity was already applied for", "null");
    String identity = "identity:" + UUID.randomUUID().toString().replace("-", "");
    database.update("INSERT INTO local_org (name, identity_id) VALUES (?, ?)", (String) name, identity);
    return new Answer(0, "success", Answer.quote(identity));
  }

  /** What the task does: the console asks for the carrier each time it has an organisation without one. */
  void findCarrier(LocalOrg org) throws SQLException, IOException {
    String[] carrier = consul.passing("carrierService");
    if (carrier == null) return;
    String found = "UPDATE local_org SET carrier_ip = ?, carrier_port = ?, carrier_conn_status = 'enabled' WHERE identity_id = ?";
    database.update(found, carrier[0], carrier[1], org.identity);
  }

  Answer join() throws SQLException {
    LocalOrg org = database.localOrg();
    if (org == null) return NO_IDENTITY;
    if (org.carrierIp == null) return new Answer(1013, "the carrier is not known yet", "null");
    try {
      CarrierCall.applyIdentity(org, timeoutSeconds * 1000);
    } catch (IOException failure) {
      return new Answer(1, "carrier: " + failure.getMessage(), "null");
    }
    database.update("UPDATE local_org SET status = 1 WHERE identity_id = ?", org.identity);
    return new Answer(0, "success", "{\"status\":1}");
  }
}
