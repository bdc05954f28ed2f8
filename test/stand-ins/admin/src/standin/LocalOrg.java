package standin;

/** The one row of local_org. */
final class LocalOrg {
  final String name;
  final String identity;
  final String carrierIp;
  final int carrierPort;
  final boolean hasJoined;

  LocalOrg(String name, String identity, String carrierIp, int carrierPort, boolean hasJoined) {
    this.name = name;
    this.identity = identity;
    this.carrierIp = carrierIp;
    this.carrierPort = carrierPort;
    this.hasJoined = hasJoined;
  }

  String json() {
    return "{\"name\":" + Answer.quote(name)
        + ",\"identityId\":" + Answer.quote(identity)
        + ",\"carrierIp\":" + Answer.quote(carrierIp)
        + ",\"carrierPort\":" + (carrierIp == null ? "null" : String.valueOf(carrierPort))
        + ",\"status\":" + (hasJoined ? 1 : 0) + "}";
  }
}
