package standin;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The scheduled tasks. Until the organisation has joined, each of their runs but the useful one is a stack trace. */
final class Tasks {
  private static final String CARRIER = "LocalCarrierStatusRefreshTask";
  private static final String[] NAMES = {
    CARRIER, "LocalDataAuthReqRefreshTask", "LocalDataNodeRefreshTask", "LocalMetaDataStatusRefreshTask",
    "LocalPowerNodeRefreshTask", "LocalTaskRefreshTask", "SeedNodeRefreshTask",
  };
  /** With the delays that are usual, 3 kB a second. */
  private static final int TRACE_BYTES = 3500;
  private final Database database;
  private final Joining joining;

  Tasks(Database database, Joining joining) {
    this.database = database;
    this.joining = joining;
  }

  void start(Settings settings) {
    ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1, (work) -> new Thread(work, "scheduling-1"));
    for (String name : NAMES) {
      int delay = settings.wholeNumber(name + ".fixedDelay", 0);
      scheduler.scheduleWithFixedDelay(() -> run(name), 0, delay, TimeUnit.MILLISECONDS);
    }
  }

  private void run(String name) {
    String logger = "com.platon.metis.admin.service.task." + name;
    try {
      LocalOrg org = database.localOrg();
      if (org != null && org.hasJoined) return;
      if (org != null && name.equals(CARRIER)) joining.findCarrier(org);
      else Log.error(logger, trace(name));
    } catch (Exception failure) {
      Log.error(logger, name + " failed: " + failure);
    }
  }

  private static String trace(String name) {
    StringBuilder text = new StringBuilder(name + " failed\ncom.platon.metis.admin.common.BizException: 1005\n");
    text.append("\tat com.platon.metis.admin.service.task.").append(name).append(".task(").append(name).append(".java:42)\n");
    for (int depth = 1; text.length() < TRACE_BYTES; depth++) {
      text.append("\tat org.springframework.scheduling.support.Frame").append(depth).append(".invoke(Frame.java:").append(depth).append(")\n");
    }
    return text.toString();
  }
}
