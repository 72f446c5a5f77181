package io.katka;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this machine, for people. */
final class Host {
  private Host() {}

  static String name() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "this machine";
    }
  }
}
