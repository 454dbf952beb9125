package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.testing.TestCertificates;
import io.crownstone2mqtt.testing.TlsFront;
import io.crownstone2mqtt.tls.TlsFileException;
import io.crownstone2mqtt.tls.TlsSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program says to the certificates of a cloud, and to its own. */
class CloudTlsIT {
    private final TerminalFixture terminal = new TerminalFixture();
    private final List<TlsFront> fronts = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private TestCertificates certificates;

    @BeforeEach
    void makeCertificates() {
        certificates = new TestCertificates(folder);
    }

    @AfterEach
    void close() {
        fronts.forEach(TlsFront::close);
        terminal.close();
    }

    private void serve(TestCertificates.Pair server, boolean mutual) throws TlsFileException {
        terminal.environment.put("CROWNSTONE_CLOUD_URL", front(terminal.cloud.apiUrl(), server, mutual));
        terminal.environment.put("CROWNSTONE_EVENTS_URL", front(terminal.cloud.eventsUrl(), server, mutual));
    }

    private String front(URI target, TestCertificates.Pair server, boolean mutual) throws TlsFileException {
        TlsSettings tls = new TlsSettings(certificates.authority(), server.certificate(), server.key(), true);
        TlsFront front = new TlsFront(target, tls.context(), mutual);
        fronts.add(front);
        return front.url().toString();
    }

    private TerminalFixture.Result check(String tls) throws IOException {
        Path file = folder.resolve("application.conf");
        Files.writeString(file, "crownstone2mqtt.cloud.tls { " + tls + " }");
        return terminal.file(file).broker(URI.create("mqtt://127.0.0.1:1")).run("check");
    }

    private void assertTakes(String tls) throws IOException {
        assertThat(check(tls).out())
                .containsPattern("(?m)^ok +login")
                .containsPattern("(?m)^ok +spheres")
                .containsPattern("(?m)^ok +event stream");
    }

    private void assertRefuses(String tls, String... words) throws IOException {
        assertThat(check(tls).out().lines().filter(line -> line.startsWith("FAIL  login")))
                .singleElement()
                .asString()
                .contains(words);
        assertThat(terminal.cloud.logins()).isEmpty();
    }

    @Test
    void anAuthorityOfOurOwnIsTrusted() throws Exception {
        serve(certificates.server(), false);
        assertTakes("ca-file = ca.pem");
    }

    @Test
    void anUnknownAuthorityIsNot() throws Exception {
        serve(certificates.server(), false);
        assertRefuses("", "not trusted", "cloud.tls.ca-file");
    }

    @Test
    void anExpiredCertificateIsNamed() throws Exception {
        serve(certificates.expiredServer(), false);
        assertRefuses("ca-file = ca.pem", "expired");
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        serve(certificates.otherHost(), false);
        assertRefuses("ca-file = ca.pem", "another host name");
    }

    @Test
    void aCertificateForAnotherHostIsTakenWithoutVerification() throws Exception {
        serve(certificates.otherHost(), false);
        assertTakes("ca-file = ca.pem, verify-hostname = false");
    }

    @Test
    void aCertificateOfOurOwnLetsUsIn() throws Exception {
        certificates.client("EC");
        serve(certificates.server(), true);
        assertTakes("ca-file = ca.pem, certificate-file = client-EC.pem, key-file = client-EC-key.pem");
    }

    @Test
    void withoutACertificateOfOurOwnWeStayOutside() throws Exception {
        serve(certificates.server(), true);
        assertRefuses("ca-file = ca.pem", "cloud.tls.certificate-file");
    }

    @Test
    void aFileThatIsNoCertificateEndsTheProgramWithALine() throws Exception {
        serve(certificates.server(), false);
        Files.writeString(folder.resolve("junk.pem"), "junk");

        TerminalFixture.Result result = check("ca-file = junk.pem");

        assertThat(result.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(result.err())
                .contains("cloud.tls", "junk.pem", "no certificate")
                .hasLineCount(1);
    }

    @Test
    void filesForACloudWithoutTlsAreAMistake() throws Exception {
        TerminalFixture.Result result = check("ca-file = ca.pem");

        assertThat(result.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(result.err()).contains("crownstone2mqtt.cloud.tls.ca-file: has no effect with http://");
    }
}
