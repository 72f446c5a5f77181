package io.katka.k8s.testing;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * Certificates made on the spot (RFC 5280, written in DER by hand, signed with ECDSA).
 *
 * @param certificate this one, in PEM
 * @param chain this one and all above it but the root, in PEM
 * @param key its private key, in PEM
 */
public record Certificates(
    String certificate, String chain, String key, X500Principal subject, KeyPair keys) {
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final byte[] ECDSA_SHA256 = der(0x06, hex("2A8648CE3D040302"));
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  /**
   * What a certificate says.
   *
   * @param name whose it is
   * @param authority whether it may sign others
   * @param hosts its subject alternative names
   * @param usage OID of its extended key usage in hexadecimal; empty for none
   */
  public record Request(
      String name, boolean authority, List<String> hosts, String usage, Instant from, Instant to) {
    /** Of an authority. */
    public static Request authority(String name) {
      return new Request(name, true, List.of(), "", Instant.now().minusSeconds(3600), in(365));
    }

    /** Of a server. */
    public static Request server(String... hosts) {
      return new Request(
          "server",
          false,
          List.of(hosts),
          "2B06010505070301",
          Instant.now().minusSeconds(3600),
          in(30));
    }

    /** With other dates. */
    public Request valid(Instant since, Instant until) {
      return new Request(name, authority, hosts, usage, since, until);
    }

    /** For another usage. */
    public Request usage(String oid) {
      return new Request(name, authority, hosts, oid, from, to);
    }

    private static Instant in(int days) {
      return Instant.now().plusSeconds(days * 86_400L);
    }
  }

  /** A root of its own. */
  public static Certificates root() {
    Request request = Request.authority("root");
    KeyPair keys = newKeys();
    var subject = new X500Principal("CN=" + request.name());
    String pem = pem("CERTIFICATE", encode(request, subject, keys, subject, keys));
    return new Certificates(pem, "", privateKey(keys), subject, keys);
  }

  /** One signed by this one. */
  public Certificates sign(Request request) {
    KeyPair own = newKeys();
    var name = new X500Principal("CN=" + request.name());
    String pem = pem("CERTIFICATE", encode(request, name, own, subject, keys));
    return new Certificates(pem, pem + chain, privateKey(own), name, own);
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String privateKey(KeyPair keys) {
    return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
  }

  private static byte[] encode(
      Request request, X500Principal subject, KeyPair keys, X500Principal issuer, KeyPair by) {
    byte[] algorithm = der(SEQUENCE, ECDSA_SHA256);
    byte[] body =
        der(
            SEQUENCE,
            der(0xA0, der(0x02, new byte[] {2})),
            der(0x02, BigInteger.valueOf(System.identityHashCode(keys)).toByteArray()),
            algorithm,
            issuer.getEncoded(),
            der(SEQUENCE, time(request.from()), time(request.to())),
            subject.getEncoded(),
            keys.getPublic().getEncoded(),
            der(0xA3, der(SEQUENCE, extensions(request))));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(by.getPrivate());
      signature.update(body);
      byte[] signed = signature.sign();
      return der(SEQUENCE, body, algorithm, der(0x03, join(new byte[] {0}, signed)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] time(Instant instant) {
    return der(0x18, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] extensions(Request request) {
    var all = new ArrayList<byte[]>();
    if (request.authority()) {
      all.add(extension("551D13", der(SEQUENCE, der(0x01, new byte[] {(byte) 0xFF}))));
    }
    if (!request.usage().isEmpty()) {
      all.add(extension("551D25", der(SEQUENCE, der(0x06, hex(request.usage())))));
    }
    if (!request.hosts().isEmpty()) {
      byte[][] names = request.hosts().stream().map(Certificates::name).toArray(byte[][]::new);
      all.add(extension("551D11", der(SEQUENCE, names)));
    }
    return join(all.toArray(byte[][]::new));
  }

  private static byte[] name(String host) {
    if (!host.matches("[0-9.]+")) {
      return der(0x82, host.getBytes(StandardCharsets.US_ASCII));
    }
    var address = new ByteArrayOutputStream();
    for (String part : host.split("\\.")) {
      address.write(Integer.parseInt(part));
    }
    return der(0x87, address.toByteArray());
  }

  private static byte[] extension(String oid, byte[] value) {
    return der(SEQUENCE, der(0x06, hex(oid)), der(OCTETS, value));
  }

  private static byte[] der(int tag, byte[]... parts) {
    byte[] content = join(parts);
    var out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      byte[] length = BigInteger.valueOf(content.length).toByteArray();
      int zeros = length[0] == 0 ? 1 : 0;
      out.write(0x80 + length.length - zeros);
      out.write(length, zeros, length.length - zeros);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] hex(String text) {
    return java.util.HexFormat.of().parseHex(text);
  }

  private static String pem(String kind, byte[] content) {
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, text);
  }
}
