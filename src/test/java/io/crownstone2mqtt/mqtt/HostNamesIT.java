package io.crownstone2mqtt.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.testing.EnabledIfMosquitto;
import io.crownstone2mqtt.testing.MosquittoBroker;
import io.crownstone2mqtt.testing.TestCertificates;
import io.crownstone2mqtt.tls.TlsSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Brokers at IPv6 addresses, and TLS with them and over WebSockets. */
@EnabledIfMosquitto
class HostNamesIT {
    private final RecordingListener listener = new RecordingListener();

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path folder;

    private void assertWorks(URI url, TlsSettings tls) {
        try (PahoBrokerLink link = new LinkBuilder(url).tls(tls).start(listener)) {
            listener.awaitUps(1);
            link.subscribe(List.of("t"));
            link.publish(Message.once("t", "x"));
            await().until(() -> !listener.messages.isEmpty());
            assertThat(listener.downs).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::1]", "[0:0:0:0:0:0:0:1]", "[::1%251]", "[::1%1]"})
    void ipv6AddressesWork(String host) {
        try (MosquittoBroker broker = MosquittoBroker.with().host("::1").open()) {
            assertWorks(broker.url("mqtt", host), TlsSettings.DEFAULT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::1]", "[0:0:0:0:0:0:0:1]", "[::1%251]"})
    void tlsToAnIpv6AddressIsVerified(String host) {
        TestCertificates certificates = new TestCertificates(folder);
        try (MosquittoBroker broker = MosquittoBroker.with()
                .host("::1")
                .tls(certificates.ipv6Server())
                .open()) {
            assertWorks(broker.url("mqtts", host), new TlsSettings(certificates.authority(), null, null, true));
        }
    }

    @Test
    void aCertificateForAnotherAddressIsRefused() {
        TestCertificates certificates = new TestCertificates(folder);
        TlsSettings verifying = new TlsSettings(certificates.authority(), null, null, true);
        try (MosquittoBroker broker = MosquittoBroker.with()
                        .host("::1")
                        .tls(certificates.server())
                        .open();
                PahoBrokerLink _ = new LinkBuilder(broker.url("mqtts", "[::1]"))
                        .tls(verifying)
                        .start(listener)) {
            assertThat(listener.awaitDown().message()).contains("[::1]:", "another host name");
        }
    }

    @Test
    void webSocketsWorkOverTls() {
        TestCertificates certificates = new TestCertificates(folder);
        try (MosquittoBroker broker =
                MosquittoBroker.with().tls(certificates.server()).webSockets().open()) {
            assertWorks(broker.webSocketUrl(), new TlsSettings(certificates.authority(), null, null, true));
        }
    }
}
