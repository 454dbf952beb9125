package io.crownstone2mqtt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnergySettingsTest {
    /** The token of a cloud of one's own is nothing for the public server. */
    @ParameterizedTest
    @CsvSource({
        "https://cloud.ownstone.org/api, https://next.ownstone.org/api, AUTO, true",
        "https://cloud.ownstone.org/api, https://next.ownstone.org/api, TRUE, true",
        "https://cloud.ownstone.org/api, https://next.ownstone.org/api, FALSE, false",
        "http://127.0.0.1:3000/api, https://next.ownstone.org/api, AUTO, false",
        "http://127.0.0.1:3000/api, https://next.ownstone.org/api, TRUE, false",
        "http://127.0.0.1:3000/api, HTTPS://NEXT.ownstone.org:443/api, TRUE, false",
        "http://127.0.0.1:3000/api, http://127.0.0.1:3001/api, AUTO, true"
    })
    void thePublicSecondApiIsAskedOnlyForThePublicCloud(
            URI cloud, URI energy, Settings.EnergyMode mode, boolean asked) {
        assertThat(new Settings.Energy(mode, energy, Duration.ofMinutes(10)).isAskedBeside(cloud))
                .isEqualTo(asked);
    }
}
