package io.crownstone2mqtt.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crownstone2mqtt.mirror.Message;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "mqtt://broker, tcp://broker:1883",
        "tcp://broker:1884, tcp://broker:1884",
        "mqtts://broker, ssl://broker:8883",
        "ssl://broker, ssl://broker:8883",
        "MQTTS://broker, ssl://broker:8883",
        "ws://broker, ws://broker:80",
        "wss://broker/mqtt?a=b, wss://broker:443/mqtt?a=b",
        "mqtt://[::1]:1883, tcp://[::1]:1883",
        "mqtt://my_broker, tcp://my_broker:1883",
        "mqtt://me:secret@broker, tcp://broker:1883",
        "mqtt://broker/ignored, tcp://broker:1883",
    })
    void urlsAreUnderstood(URI url, String expected) {
        BrokerAddress address = BrokerAddress.of(url);
        assertThat(address.uri(address.host())).isEqualTo(expected);
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
    void namesThatNoUriHoldsAreLookedUpBefore() {
        assertThat(BrokerAddress.of(URI.create("mqtt://my_broker")).fitsUri()).isFalse();
        assertThat(BrokerAddress.of(URI.create("mqtt://my-broker")).fitsUri()).isTrue();
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
