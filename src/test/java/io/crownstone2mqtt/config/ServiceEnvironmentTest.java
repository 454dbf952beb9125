package io.crownstone2mqtt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceEnvironmentTest {
    private static final long OWN = 42;

    @Test
    void isEmptyWithoutAServiceManager() {
        assertThat(ServiceEnvironment.of(Map.of(), OWN)).isEqualTo(new ServiceEnvironment(null, null, null));
    }

    @Test
    void namesTheSocketAndTheWatchdog() {
        var variables =
                Map.of("NOTIFY_SOCKET", "/run/systemd/notify", "WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "42");

        assertThat(ServiceEnvironment.of(variables, OWN))
                .isEqualTo(new ServiceEnvironment("/run/systemd/notify", Duration.ofSeconds(30), null));
    }

    @Test
    void takesTheFirstOfSeveralRuntimeDirectories() {
        assertThat(ServiceEnvironment.of(Map.of("RUNTIME_DIRECTORY", "/run/one:/run/two"), OWN)
                        .runtimeDirectory())
                .isEqualTo(Path.of("/run/one"));
    }

    @Test
    void takesAWatchdogThatIsMeantForNobodyInParticular() {
        assertThat(ServiceEnvironment.of(Map.of("WATCHDOG_USEC", "2000000"), OWN)
                        .watchdog())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void leavesTheWatchdogOfAnotherProcessAlone() {
        var variables = Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "41");

        assertThat(ServiceEnvironment.of(variables, OWN).watchdog()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "soon", "99999999999999999999"})
    void takesAnUnusableIntervalForNone(String micros) {
        assertThat(ServiceEnvironment.of(Map.of("WATCHDOG_USEC", micros), OWN).watchdog())
                .isNull();
    }
}
