package io.crownstone2mqtt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code application.conf} that people copy. */
class SampleTest {
    @TempDir
    Path folder;

    private final String sample = read();

    private static String read() {
        try {
            return Files.readString(Path.of("application.conf"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void changesNothingAsItIs() {
        var settings = LoaderFixture.withAccount(folder).load(sample);

        assertThat(settings.mqtt())
                .isEqualTo(LoaderFixture.withAccount(folder).loadWithoutFile().mqtt());
    }

    @Test
    void worksWithEveryLineInUse() {
        var settings = new LoaderFixture(folder)
                .withFile("crownstone-password.txt", "secret\n")
                .withFile("mqtt-password.txt", "mqtt secret\n")
                .load(sample.replaceAll("(?m)^  # ([a-z][a-z.-]* = )", "  $1"));

        assertThat(settings.cloud().accounts())
                .extracting(Settings.Account::email)
                .containsExactly("ada@example.org");
        assertThat(settings.cloud().spheres().include()).isEqualTo(List.of("Home"));
        assertThat(settings.mqtt().password())
                .isNotNull()
                .extracting(Secret::reveal)
                .isEqualTo("mqtt secret");
        assertThat(settings.mqtt().topicStyle()).isEqualTo(Settings.TopicStyle.ID);
        assertThat(settings.homeAssistant().nonDimmableAs()).isEqualTo(Settings.NonDimmable.LIGHT);
        assertThat(settings.http().enabled()).isTrue();
        assertThat(settings.http().control()).isTrue();
        assertThat(settings.presence().enabled()).isFalse();
        assertThat(settings.cloud().energy().enabled()).isEqualTo(Settings.EnergyMode.FALSE);
    }
}
