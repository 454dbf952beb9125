package io.crownstone2mqtt.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.MosquittoBroker;
import io.crownstone2mqtt.testing.TestCertificates;
import io.crownstone2mqtt.tls.TlsSettings;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the link says to certificates of every kind. */
@EnabledIfMosquitto
class TlsIT {
    private final RecordingListener listener = new RecordingListener();

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private TestCertificates certificates;

    @BeforeEach
    void makeCertificates() {
        certificates = new TestCertificates(folder);
    }

    private TlsSettings trusting(@Nullable Path authority) {
        return new TlsSettings(authority, null, null, true);
    }

    private static TlsSettings unverified(Path authority) {
        return new TlsSettings(authority, null, null, false);
    }

    private void assertUp(URI url, TlsSettings tls) {
        try (PahoBrokerLink _ = new LinkBuilder(url).tls(tls).start(listener)) {
            listener.awaitUps(1);
            assertThat(listener.downs).isEmpty();
        }
    }

    private void assertDown(URI url, TlsSettings tls, String... words) {
        try (PahoBrokerLink _ = new LinkBuilder(url).tls(tls).start(listener)) {
            BrokerProblem problem = listener.awaitDown();
            assertThat(problem).isInstanceOf(BrokerProblem.Unreachable.class);
            assertThat(problem.message()).contains(words);
            assertThat(listener.ups).hasValue(0);
        }
    }

    @Test
    void anAuthorityOfOurOwnIsTrusted() {
        try (MosquittoBroker broker =
                MosquittoBroker.with().tls(certificates.server()).open()) {
            assertUp(broker.url(), trusting(certificates.authority()));
        }
    }

    @Test
    void anUnknownAuthorityIsNot() {
        try (MosquittoBroker broker =
                MosquittoBroker.with().tls(certificates.server()).open()) {
            assertDown(broker.url(), TlsSettings.DEFAULT, "not trusted", "mqtt.tls.ca-file");
        }
    }

    @Test
    void anExpiredCertificateIsNamed() {
        try (MosquittoBroker broker =
                MosquittoBroker.with().tls(certificates.expiredServer()).open()) {
            assertDown(broker.url(), trusting(certificates.authority()), "expired");
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() {
        try (MosquittoBroker broker =
                MosquittoBroker.with().tls(certificates.otherHost()).open()) {
            assertDown(broker.url(), trusting(certificates.authority()), "another host name");
        }
    }

    @Test
    void aCertificateForAnotherHostIsTakenWithoutVerification() {
        try (MosquittoBroker broker =
                MosquittoBroker.with().tls(certificates.otherHost()).open()) {
            assertUp(broker.url(), unverified(certificates.authority()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void aCertificateOfOurOwnLetsUsIn(String algorithm) {
        TestCertificates.Pair client = certificates.client(algorithm);
        try (MosquittoBroker broker = MosquittoBroker.with()
                .tls(certificates.server())
                .clientAuthority(certificates.authority())
                .open()) {
            assertUp(broker.url(), new TlsSettings(certificates.authority(), client.certificate(), client.key(), true));
        }
    }

    @Test
    void withoutACertificateOfOurOwnWeStayOutside() {
        try (MosquittoBroker broker = MosquittoBroker.with()
                .tls(certificates.server())
                .clientAuthority(certificates.authority())
                .open()) {
            assertDown(broker.url(), trusting(certificates.authority()), "mqtt.tls.certificate-file");
        }
    }

    @Test
    void plainMqttToATlsPortIsExplained() {
        try (MosquittoBroker broker =
                MosquittoBroker.with().tls(certificates.server()).open()) {
            assertDown(broker.url("mqtt", "127.0.0.1"), TlsSettings.DEFAULT, "mqtts://");
        }
    }

    @Test
    void tlsToAPlainPortIsExplained() {
        try (MosquittoBroker broker = MosquittoBroker.open()) {
            assertDown(broker.url("mqtts", "127.0.0.1"), TlsSettings.DEFAULT, "mqtt");
        }
    }

    @Test
    void aMissingFileIsNamed() {
        assertDown(URI.create("mqtts://127.0.0.1:1"), trusting(folder.resolve("nowhere.pem")), "nowhere.pem", "exist");
    }
}
