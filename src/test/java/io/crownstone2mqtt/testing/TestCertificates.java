package io.crownstone2mqtt.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** An authority made for one test, and certificates of it, as PEM files with keys in PKCS #8. */
public final class TestCertificates {
    private static final Duration VALIDITY = Duration.ofDays(1);
    private static final GeneralName LOOPBACK = new GeneralName(GeneralName.iPAddress, "127.0.0.1");
    private static final GeneralName LOOPBACK_6 = new GeneralName(GeneralName.iPAddress, "::1");
    private static final GeneralName LOCALHOST = new GeneralName(GeneralName.dNSName, "localhost");

    /** A certificate and its key, each in a file. */
    public record Pair(Path certificate, Path key) {}

    private final Path folder;
    private final X500Name name = new X500Name("CN=Test authority");
    private final KeyPair keys = keyPair("EC");
    private final AtomicLong serial = new AtomicLong();
    private final Pair authority;

    public TestCertificates(Path folder) {
        this.folder = folder;
        this.authority = issue("ca", "EC", name, keys, Instant.now(), null);
    }

    /** The authority's own certificate: who trusts it trusts the others. */
    public Path authority() {
        return authority.certificate();
    }

    /** For a server on localhost and 127.0.0.1. */
    public Pair server() {
        return issue("server", "EC", Instant.now(), new GeneralNames(new GeneralName[] {LOOPBACK, LOCALHOST}));
    }

    public Pair expiredServer() {
        Instant lastWeek = Instant.now().minus(Duration.ofDays(7));
        return issue("expired", "EC", lastWeek, new GeneralNames(new GeneralName[] {LOOPBACK, LOCALHOST}));
    }

    /** For a server at an IPv6 address alone. */
    public Pair ipv6Server() {
        return issue("ipv6", "EC", Instant.now(), new GeneralNames(LOOPBACK_6));
    }

    /** For a server by that name. */
    public Pair named(String host) {
        return issue(host, "EC", Instant.now(), new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
    }

    /** For a server that is somewhere else. */
    public Pair otherHost() {
        return issue(
                "other", "EC", Instant.now(), new GeneralNames(new GeneralName(GeneralName.dNSName, "other.test")));
    }

    /** For a client; the key is an RSA or an EC one. */
    public Pair client(String algorithm) {
        return issue("client-" + algorithm, algorithm, Instant.now(), null);
    }

    private Pair issue(String file, String algorithm, Instant from, @Nullable GeneralNames hosts) {
        return issue(file, algorithm, new X500Name("CN=" + file), keyPair(algorithm), from, hosts);
    }

    private Pair issue(
            String file, String algorithm, X500Name subject, KeyPair own, Instant from, @Nullable GeneralNames hosts) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(serial.incrementAndGet()),
                    Date.from(from.minus(Duration.ofHours(1))),
                    Date.from(from.plus(VALIDITY)),
                    subject,
                    own.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(own == keys));
            if (hosts != null) {
                builder.addExtension(Extension.subjectAlternativeName, false, hosts);
            }
            X509CertificateHolder certificate =
                    builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
            return new Pair(
                    pem(file + ".pem", "CERTIFICATE", certificate.getEncoded()),
                    key(file + "-key.pem", own.getPrivate()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(algorithm, e);
        }
    }

    private Path key(String file, PrivateKey key) throws IOException {
        return pem(file, "PRIVATE KEY", key.getEncoded());
    }

    private Path pem(String file, String label, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                folder.resolve(file), "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    }

    private static KeyPair keyPair(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(algorithm.equals("EC") ? 256 : 2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
