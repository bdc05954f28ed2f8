package standin;

/** Keys that the jar reads without a default. */
final class RequiredKeys {
  private static final String[] DELAYS = {
    "LocalCarrierStatusRefreshTask.fixedDelay",
    "LocalDataAuthReqRefreshTask.fixedDelay",
    "LocalDataNodeRefreshTask.fixedDelay",
    "LocalMetaDataStatusRefreshTask.fixedDelay",
    "LocalPowerNodeRefreshTask.fixedDelay",
    "LocalTaskRefreshTask.fixedDelay",
    "SeedNodeRefreshTask.fixedDelay",
    "grpc-client-timeout",
    "grpc-client-upload-file-timeout",
    "spring.cloud.consul.port",
  };

  static void check(Settings settings) {
    for (String key : DELAYS) {
      String value = settings.required(key);
      if (!value.matches("\\d+")) {
        throw new StartupFailure("Invalid value \"" + value + "\" of " + key + " - cannot parse into long");
      }
    }
    notEmpty(settings, "spring.cloud.consul.host");
    // The app looks the carrier up under this name, which is the carrier's own constant.
    if (!notEmpty(settings, "spring.cloud.consul.carrierServiceName").equals("carrierService")) {
      Log.error("carrierServiceName is not carrierService: the carrier will never be found");
    }
  }

  private static String notEmpty(Settings settings, String key) {
    String value = settings.required(key);
    if (value.isEmpty()) throw new StartupFailure(key + " must not be empty");
    return value;
  }
}
