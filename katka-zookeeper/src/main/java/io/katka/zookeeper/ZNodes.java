package io.katka.zookeeper;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Nodes in the ensemble, as text. Faults of ZooKeeper are thrown as {@link Fault}, which {@link
 * Session} tells in Katka's terms.
 */
final class ZNodes {
  private static final long ANSWER_MILLIS = 5_000;

  private final ZooKeeper client;

  ZNodes(ZooKeeper client) {
    this.client = client;
  }

  /** A fault of ZooKeeper on its way out. */
  static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient KeeperException fault;

    Fault(KeeperException fault) {
      super(fault);
      this.fault = fault;
    }

    KeeperException fault() {
      return fault;
    }
  }

  /** A text and which version of its node it is. */
  record Versioned(String text, int version) {}

  /** What a node holds; empty where there is none. */
  Optional<String> read(String path) throws InterruptedException {
    return readVersioned(path).map(Versioned::text);
  }

  Optional<Versioned> readVersioned(String path) throws InterruptedException {
    try {
      var stat = new Stat();
      byte[] data = client.getData(path, false, stat);
      String text = data == null ? "" : new String(data, StandardCharsets.UTF_8);
      return Optional.of(new Versioned(text, stat.getVersion()));
    } catch (KeeperException.NoNodeException e) {
      return Optional.empty();
    } catch (KeeperException e) {
      throw new Fault(e);
    }
  }

  /** What nodes hold, by path, asked for at once; those that are not there are left out. */
  Map<String, String> readAll(Collection<String> paths) throws InterruptedException {
    var answers = new TreeMap<String, CompletableFuture<Optional<String>>>();
    for (String path : paths) {
      var answer = new CompletableFuture<Optional<String>>();
      answers.put(path, answer);
      client.getData(path, false, (code, p, c, data, s) -> tell(answer, code, p, data), null);
    }
    var found = new TreeMap<String, String>();
    for (var entry : answers.entrySet()) {
      result(entry.getValue()).ifPresent(text -> found.put(entry.getKey(), text));
    }
    return found;
  }

  private static void tell(
      CompletableFuture<Optional<String>> answer, int code, String path, byte @Nullable [] data) {
    Code told = Code.get(code);
    if (told == Code.OK) {
      answer.complete(Optional.of(data == null ? "" : new String(data, StandardCharsets.UTF_8)));
    } else if (told == Code.NONODE) {
      answer.complete(Optional.empty());
    } else {
      answer.completeExceptionally(KeeperException.create(told, path));
    }
  }

  private static Optional<String> result(CompletableFuture<Optional<String>> answer)
      throws InterruptedException {
    try {
      return answer.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new Fault(KeeperException.create(Code.REQUESTTIMEOUT));
    } catch (ExecutionException e) {
      throw new Fault((KeeperException) e.getCause());
    }
  }

  /** Creates a node; false where there is one. */
  boolean create(String path, String text) throws InterruptedException {
    return create(path, text, CreateMode.PERSISTENT);
  }

  /** Creates a node whose name the ensemble completes with a number. */
  void append(String prefix, String text) throws InterruptedException {
    create(prefix, text, CreateMode.PERSISTENT_SEQUENTIAL);
  }

  private boolean create(String path, String text, CreateMode mode) throws InterruptedException {
    try {
      client.create(path, text.getBytes(StandardCharsets.UTF_8), Ids.OPEN_ACL_UNSAFE, mode);
      return true;
    } catch (KeeperException.NodeExistsException e) {
      return false;
    } catch (KeeperException e) {
      throw new Fault(e);
    }
  }

  /** Changes a node; false where somebody else has changed it, or it is gone. */
  boolean write(String path, String text, int version) throws InterruptedException {
    try {
      client.setData(path, text.getBytes(StandardCharsets.UTF_8), version);
      return true;
    } catch (KeeperException.BadVersionException | KeeperException.NoNodeException e) {
      return false;
    } catch (KeeperException e) {
      throw new Fault(e);
    }
  }
}
