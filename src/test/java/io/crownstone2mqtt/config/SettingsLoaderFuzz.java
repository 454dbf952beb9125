package io.crownstone2mqtt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Whatever stands in a configuration file, it is loaded or explained in lines that are fit to be printed. */
public final class SettingsLoaderFuzz {
    private static final Map<String, String> ACCOUNT =
            Map.of("CROWNSTONE_EMAIL", "ada@example.org", "CROWNSTONE_PASSWORD", "secret");

    private SettingsLoaderFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        Path file = Files.createTempFile("crownstone2mqtt-fuzz-", ".conf");
        try {
            Files.write(file, data);
            assertThat(SettingsLoader.load(file, ACCOUNT).cloud().accounts()).isNotEmpty();
        } catch (ConfigException e) {
            assertThat(e.problems())
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.toString())
                            .isNotBlank()
                            .doesNotContainPattern("[\\p{Cc}\\p{Zl}\\p{Zp}]"));
        } finally {
            Files.delete(file);
        }
    }
}
