package io.crownstone2mqtt.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.Hub;
import io.crownstone2mqtt.home.HubId;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.PersistentMap;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubParserTest {
    private static final Instant ANSWERED = Instant.parse("2026-11-22T12:00:00Z");

    /** By the date of the answer, whatever the clock of this machine says. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "2026-11-22T12:00:00.000Z"      | true
            "2026-11-22T11:25:00.001Z"      | true
            "2026-11-22T11:25:00.000Z"      | false
            "2026-11-22T12:50:00+01:00"     | true
            "2026-11-22T12:10:00Z"          | true
            "2026-11-23T12:00:00Z"          | false
            "2019-01-01T00:00:00Z"          | false
            "+1000000000-12-31T23:59:59Z"   | false
            "-1000000000-01-01T00:00:00Z"   | false
            "2026-11-22"                    | false
            "2026-02-30T12:00:00Z"          | false
            "yesterday"                     | false
            ""                              | false
            null                            | false
            1795348800000                   | false
            {}                              | false
            """)
    void isConnectedWhileTheCloudWasInContactWithItLately(String lastSeen, boolean connected) {
        assertThat(hub("[{\"id\":\"h\",\"lastSeen\":" + lastSeen + "}]"))
                .extracting(Hub::isConnected)
                .isEqualTo(connected);
    }

    @Test
    void aHubOfWhichNothingIsKnownIsSilent() {
        Hub hub = hub("[{\"id\":\"h\",\"name\":7,\"locationId\":\"../x\"}]");

        assertThat(hub).isEqualTo(new Hub(new HubId("h"), null, null, null, null));
        assertThat(hub.isConnected()).isFalse();
        assertThat(hub.label()).isEqualTo("Hub h");
    }

    @Test
    void nothingOfItsAddressesIsKept() {
        Hub hub = hub("""
                [{"id":"h","name":"Hub","locationId":"l","localIPAddress":"192.168.1.5","httpsPort":4431,"httpPort":8081,
                "externalIPAddress":"203.0.113.7","lastSeen":"2026-11-22T12:00:00Z"}]""");

        assertThat(hub.location()).isEqualTo(new LocationId("l"));
        assertThat(hub.toString()).doesNotContain("192.168", "203.0", "4431", "8081");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "7", "{}", "\"hubs\"", "[7]", "[null,\"x\"]", "[{}]", "[{\"id\":7},{\"id\":\"a/b\"}]"})
    void aListWithNothingUsableIsNoEmptyList(String json) {
        assertThat(HubParser.hubs(json(json))).isNull();
    }

    @Test
    void whatHasNoUsableIdIsSkipped() {
        assertThat(HubParser.hubs(json("[]"))).isEmpty();
        assertThat(hub("[7,{},{\"id\":\"+\"},{\"id\":\"h\"}]").id()).isEqualTo(new HubId("h"));
    }

    private static Hub hub(String json) {
        @Nullable PersistentMap<HubId, Hub> hubs = HubParser.hubs(json(json));
        assertThat(hubs).hasSize(1);
        return Objects.requireNonNull(
                Objects.requireNonNull(hubs).values().iterator().next());
    }

    private static JsonReader json(String text) {
        return new JsonReader(text.getBytes(StandardCharsets.UTF_8), _ -> {}, ANSWERED);
    }
}
