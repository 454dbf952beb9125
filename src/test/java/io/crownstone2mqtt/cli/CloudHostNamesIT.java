package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import io.crownstone2mqtt.testing.ProgramProcess;
import io.crownstone2mqtt.testing.TestCertificates;
import io.crownstone2mqtt.testing.TlsFront;
import io.crownstone2mqtt.tls.TlsFileException;
import io.crownstone2mqtt.tls.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clouds whose names are not of the kind that {@code java.net.URI} likes. */
class CloudHostNamesIT {
    private final SimulatedCloud cloud = SimulatedCloud.start(DemoHome.create(1, 3));

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @AfterEach
    void close() {
        cloud.close();
    }

    /** In a process whose name service is a file. */
    private String check(String api, String events) throws IOException {
        Path hosts = Files.writeString(
                folder.resolve("hosts"), "127.0.0.1 my_cloud\n127.0.0.1 cloud.test.\n127.0.0.1 xn--kln-sna.test\n");
        Path file = folder.resolve("application.conf");
        try (ProgramProcess process = ProgramProcess.with("check", "--config", file.toString())
                .flags("-Djdk.net.hosts.file=" + hosts)
                .of(cloud, URI.create("mqtt://127.0.0.1:1"))
                .set("CROWNSTONE_CLOUD_URL", api)
                .set("CROWNSTONE_EVENTS_URL", events)
                .err(folder.resolve("err"))
                .start()) {
            String out = process.readOut();
            process.exitCode(120);
            return out + ProgramProcess.text(folder.resolve("err"));
        }
    }

    private void assertWorks(String api, String events) throws IOException {
        assertThat(check(api, events))
                .containsPattern("(?m)^ok +cloud")
                .containsPattern("(?m)^ok +login")
                .containsPattern("(?m)^ok +spheres")
                .containsPattern("(?m)^ok +event stream");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://my_cloud:PORT/",
                "HTTP://MY_CLOUD:PORT/",
                "http://my_cloud:PORT//",
                "http://cloud.test.:PORT/",
                "http://köln.test:PORT/",
                "http://[::ffff:127.0.0.1]:PORT/"
            })
    void namesAsTheyComeAreTaken(String front) throws IOException {
        Files.writeString(folder.resolve("application.conf"), "");
        URI api = cloud.apiUrl();
        String base = front.replace("PORT", Integer.toString(api.getPort()));

        assertWorks(
                base.replaceFirst("/+$", "") + api.getPath() + front.replaceFirst(".*PORT", ""),
                front.replace("PORT", Integer.toString(cloud.eventsUrl().getPort()))
                                .replaceFirst("/+$", "")
                        + cloud.eventsUrl().getPath());
    }

    @Test
    void anIpv6AddressMayHaveAZone() throws IOException {
        Files.writeString(folder.resolve("application.conf"), "");
        try (Ipv6Front api = new Ipv6Front(cloud.apiUrl());
                Ipv6Front events = new Ipv6Front(cloud.eventsUrl())) {
            assertWorks(api.url("[::1]"), events.url("[::1%251]"));
            assertWorks(api.url("[::1%1]"), events.url("[0:0:0:0:0:0:0:1]"));
        }
    }

    @Test
    void tlsVerifiesAnyName() throws Exception {
        TestCertificates certificates = new TestCertificates(folder);
        Files.writeString(folder.resolve("application.conf"), "crownstone2mqtt.cloud.tls.ca-file = ca.pem");
        try (TlsFront api = front(certificates, "my_cloud", cloud.apiUrl());
                TlsFront events = front(certificates, "cloud.test", cloud.eventsUrl())) {
            assertWorks(named(api, "my_cloud"), named(events, "CLOUD.test."));
            assertThat(check(named(events, "my_cloud"), named(events, "cloud.test")))
                    .containsPattern("(?m)^FAIL +login .*another host name");
        }
    }

    private static TlsFront front(TestCertificates certificates, String name, URI target) throws TlsFileException {
        TestCertificates.Pair pair = certificates.named(name);
        return new TlsFront(
                target,
                new TlsSettings(certificates.authority(), pair.certificate(), pair.key(), true).context(),
                false);
    }

    private static String named(TlsFront front, String name) {
        return front.url().toString().replace("127.0.0.1", name);
    }

    /** Hands on what comes to ::1. */
    private static final class Ipv6Front implements AutoCloseable {
        private final URI target;
        private final ServerSocket server;

        Ipv6Front(URI target) throws IOException {
            this.target = target;
            server = new ServerSocket(0, 50, InetAddress.ofLiteral("::1"));
            Thread.ofVirtual().start(this::accept);
        }

        String url(String host) {
            return "http://" + host + ":" + server.getLocalPort() + target.getPath();
        }

        private void accept() {
            try {
                while (true) {
                    Socket client = server.accept();
                    Socket cloud = new Socket("127.0.0.1", target.getPort());
                    Thread.ofVirtual().start(() -> pass(client, cloud));
                    Thread.ofVirtual().start(() -> pass(cloud, client));
                }
            } catch (IOException _) {
                // Closed: that is the end.
            }
        }

        private static void pass(Socket from, Socket to) {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException _) {
                // One of the two has gone.
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
