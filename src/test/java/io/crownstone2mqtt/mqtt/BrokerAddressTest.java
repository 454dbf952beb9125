package io.crownstone2mqtt.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.tls.TlsSettings;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "mqtt://broker, TCP broker 1883",
        "tcp://broker:1884, TCP broker 1884",
        "mqtts://broker, TLS broker 8883",
        "ssl://broker, TLS broker 8883",
        "MQTTS://broker, TLS broker 8883",
        "ws://broker, WEB_SOCKET broker 80",
        "wss://broker/mqtt?a=b, SECURE_WEB_SOCKET broker 443/mqtt?a=b",
        "mqtt://[::1]:1883, TCP ::1 1883",
        "mqtts://[fe80::1%25eth0]:1884, TLS fe80::1%eth0 1884",
        "mqtt://[fe80::1%eth0], TCP fe80::1%eth0 1883",
        "mqtt://[fe80::1%25], TCP fe80::1%25 1883",
        "mqtt://my_broker, TCP my_broker 1883",
        "ws://my_broker:9001/mqtt, WEB_SOCKET my_broker 9001/mqtt",
        "mqtt://me:secret@broker, TCP broker 1883",
        "mqtt://broker/ignored, TCP broker 1883",
    })
    void urlsAreUnderstood(URI url, String expected) {
        BrokerAddress address = BrokerAddress.of(url);
        assertThat(address.transport() + " " + address.name() + " " + address.port() + address.path())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "broker",
                "http://broker",
                "mqtt:broker",
                "mqtt:///path",
                "mqtt://broker:99999",
                "mqtt://broker:0"
            })
    void otherUrlsAreExplained(URI url) {
        assertThatThrownBy(() -> BrokerAddress.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(".*(mqtt|port).*");
    }

    @Test
    void optionsDoNotPrintSecrets() {
        BrokerOptions options = new BrokerOptions(
                URI.create("mqtt://me:hidden@broker"),
                "me",
                "secret",
                "id",
                Duration.ofSeconds(30),
                Message.retained("t", "offline"),
                TlsSettings.DEFAULT);
        assertThat(options.toString()).contains("broker:1883").doesNotContain("secret", "hidden");
    }
}
