package standin;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;

/** Spring's choice: the non-loopback IPv4 address of the interface with the lowest index. */
final class Addresses {
  static String firstExternalIpv4() {
    String found = "127.0.0.1";
    int lowest = Integer.MAX_VALUE;
    try {
      for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        if (!network.isUp() || network.getIndex() >= lowest) continue;
        for (InetAddress address : Collections.list(network.getInetAddresses())) {
          if (address instanceof Inet4Address && !address.isLoopbackAddress()) {
            found = address.getHostAddress();
            lowest = network.getIndex();
          }
        }
      }
    } catch (SocketException failure) {
      throw new StartupFailure("Cannot get first non-loopback address", failure);
    }
    return found;
  }
}
