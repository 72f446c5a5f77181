package io.katka.k8s.testing;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;

/**
 * The API server behind a door that counts who comes in, turns some away, and slams shut. One
 * request a connection, so that each is met by itself.
 */
public final class FaultyApiServer implements AutoCloseable {
  private static final Pattern NAMES = Pattern.compile("/(namespaces|pods|[a-z]+s)/[^/?]+");

  /** What becomes of a request. */
  public enum Fate {
    /** It is let through. */
    PASS,
    /** Come back later, says the server. */
    TOO_MANY_REQUESTS,
    /** The server has failed. */
    INTERNAL_ERROR,
    /** Nobody answers; the connection just ends. */
    SILENCE,
    /** It is carried out, and the answer is lost. */
    LOST_ANSWER
  }

  private final Config config;
  private final SSLSocketFactory tls;
  private final ServerSocket door;
  private final AtomicReference<Function<String, Fate>> fate =
      new AtomicReference<>(request -> Fate.PASS);
  private final Map<String, AtomicInteger> calls = new ConcurrentSkipListMap<>();
  private final Map<Socket, String> open = new ConcurrentHashMap<>();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /** In front of that cluster. */
  public FaultyApiServer(TestKubernetes kubernetes) {
    config = Config.fromKubeconfig(kubernetes.kubeconfig().toFile());
    try {
      tls = SSLUtils.sslContext(config).getSocketFactory();
      door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    run(this::admit);
  }

  /** A client that comes through this door. */
  public KubernetesClient client() {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + door.getLocalPort() + "/")
                .withHttp2Disable(true)
                .withRequestRetryBackoffLimit(0)
                .withRequestTimeout(3_000)
                .build())
        .build();
  }

  /** Decides from now on, by {@code METHOD /path?query}. */
  public void fate(Function<String, Fate> decision) {
    fate.set(decision);
  }

  /** Ends every connection whose request contains that, such as {@code watch=true}. */
  public int cut(String part) {
    int cut = 0;
    for (var entry : open.entrySet()) {
      if (entry.getValue().contains(part)) {
        quietly(entry.getKey());
        cut++;
      }
    }
    return cut;
  }

  /** How many requests there were by method and kind, since {@link #forget}. */
  public Map<String, Integer> calls() {
    var counted = new ConcurrentSkipListMap<String, Integer>();
    calls.forEach((request, count) -> counted.put(request, count.get()));
    return counted;
  }

  /** Counts anew. */
  public void forget() {
    calls.clear();
  }

  private void admit() {
    while (!door.isClosed()) {
      try {
        Socket visitor = door.accept();
        run(() -> serve(visitor));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket visitor) {
    try (visitor) {
      String head = head(visitor.getInputStream());
      if (head.isEmpty()) {
        return;
      }
      String request = head.substring(0, head.indexOf(" HTTP/"));
      calls.computeIfAbsent(kind(request), key -> new AtomicInteger()).incrementAndGet();
      open.put(visitor, request);
      switch (fate.get().apply(request)) {
        case PASS -> forward(visitor, head, false);
        case LOST_ANSWER -> forward(visitor, head, true);
        case TOO_MANY_REQUESTS -> answer(visitor, 429, "TooManyRequests");
        case INTERNAL_ERROR -> answer(visitor, 500, "InternalError");
        case SILENCE -> {
          // Closing is all the answer there is.
        }
      }
    } catch (IOException e) {
      // Either side hung up.
    } finally {
      open.remove(visitor);
    }
  }

  private void forward(Socket visitor, String head, boolean loseAnswer) throws IOException {
    URI server = URI.create(config.getMasterUrl());
    try (Socket upstream = tls.createSocket(server.getHost(), server.getPort())) {
      boolean upgrade = head.toLowerCase(java.util.Locale.ROOT).contains("upgrade: websocket");
      String sent =
          upgrade
              ? head
              : head.replaceFirst("(?i)\r\nConnection:[^\r]*", "")
                  .replaceFirst("\r\n", "\r\nConnection: close\r\n");
      upstream.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
      upstream.getOutputStream().flush();
      run(
          () -> {
            pump(visitor, upstream);
            if (upgrade) {
              quietly(upstream);
            }
          });
      if (loseAnswer) {
        upstream.getInputStream().readAllBytes();
      } else {
        pump(upstream, visitor);
      }
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      var buffer = new byte[16 * 1024];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        out.flush();
      }
    } catch (IOException e) {
      // One of them hung up: the other one is closed by whoever owns it.
    }
  }

  private static void answer(Socket visitor, int code, String reason) throws IOException {
    String body =
        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"as the test wants it\",\"reason\":\"%s\",\"code\":%d}"
            .formatted(reason, code);
    String answer =
        "HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(code, reason, body.length(), body);
    visitor.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    visitor.getOutputStream().flush();
  }

  /** The request's line and headers with the empty line. */
  private static String head(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < 4) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      bytes.write(next);
      matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static String kind(String request) {
    String path = request.replaceFirst("\\?.*", "");
    String kind = NAMES.matcher(path.replaceFirst("/namespaces/[^/]+", "")).replaceAll("/$1");
    return request.contains("watch=true") ? "WATCH" + kind.substring(kind.indexOf(' ')) : kind;
  }

  private void run(Runnable task) {
    var thread =
        new Thread(
            () -> {
              try {
                task.run();
              } finally {
                threads.remove(Thread.currentThread());
              }
            },
            "faulty-api-server");
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private static void quietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }

  @Override
  public void close() {
    quietly(door);
    open.keySet().forEach(FaultyApiServer::quietly);
  }
}
