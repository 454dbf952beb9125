package io.crownstone2mqtt.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LargeHomeIT {
    private static final String EVERYTHING = "{\"include\":[{\"relation\":\"ownedStones\",\"scope\":{\"include\":"
            + "[\"currentSwitchState\",{\"abilities\":\"properties\"}]}},\"ownedLocations\",\"users\",\"hubs\"]}";

    @Test
    void carriesTenThousandCrownstones() throws Exception {
        SimulatedHome home = DemoHome.create(10, 1_000);
        SimulatedUser ada = home.user(DemoHome.EMAIL);
        ada.usePasswordHash(RecordedHome.PASSWORD_HASH);
        try (SimulatedCloud cloud = SimulatedCloud.start(home);
                PlainClient client = new PlainClient(cloud)) {
            String token = client.login(DemoHome.EMAIL);
            String filter = URLEncoder.encode(EVERYTHING, StandardCharsets.UTF_8);
            JsonNode spheres = PlainClient.json(client.get("/users/" + ada.id() + "/spheres?filter=" + filter, token));
            assertThat(spheres.valueStream()
                            .mapToInt(sphere -> sphere.path("ownedStones").size())
                            .sum())
                    .isEqualTo(10_000);
            EventReader stream = client.events(token);
            await().until(() -> cloud.openStreams() == 1);
            home.spheres().forEach(sphere -> sphere.crownstones().forEach(crownstone -> crownstone.reportState(33)));
            await().atMost(Duration.ofSeconds(5)).until(() -> stream.lines().size() == 2 * 10_001);
        }
    }
}
