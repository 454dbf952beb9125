package io.crownstone2mqtt.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.mirror.ExampleHome;
import io.crownstone2mqtt.testing.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** To review a change of what is exported is to read the difference of these files. */
class GoldenExportTest {
    @ParameterizedTest
    @CsvSource({
        "OPENHAB, things/crownstone.things",
        "OPENHAB, items/crownstone.items",
        "OPENHAB, sitemaps/crownstone.sitemap",
        "HOMEASSISTANT, crownstone-dashboard.yaml",
        "DIAGRAM, crownstone.mmd"
    })
    void isAsReviewed(ExportFormat format, String name) throws IOException {
        String text = ExportedHome.file(ExampleHome.home(), ExportedHome.OPTIONS, format, name);
        String file = Path.of(name).getFileName().toString();
        Path copy = Path.of("target", "golden", "export", file);
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, text);

        assertThat(text.lines().toList())
                .as("what is exported now is in %s", copy)
                .isEqualTo(Resource.lines("/golden/export/" + file));
    }

    @Test
    void writesFilesOfTheseNamesAlone() {
        Exports exports =
                new Exports(ExampleHome.home(), ExportedHome.METERED, ExportedHome.OPTIONS, Exports.USUAL_BROKER);

        assertThat(exports.of(ExportFormat.OPENHAB).keySet())
                .containsExactly("things/crownstone.things", "items/crownstone.items", "sitemaps/crownstone.sitemap");
        assertThat(exports.of(ExportFormat.HOMEASSISTANT)).containsOnlyKeys("crownstone-dashboard.yaml");
        assertThat(exports.of(ExportFormat.DIAGRAM)).containsOnlyKeys("crownstone.mmd");
    }

    @Test
    void tellsNoAddressOfAnybody() {
        Exports exports =
                new Exports(ExampleHome.home(), ExportedHome.METERED, ExportedHome.OPTIONS, Exports.USUAL_BROKER);

        for (ExportFormat format : ExportFormat.values()) {
            Map<String, String> files = exports.of(format);
            assertThat(files.toString()).doesNotContain("@example.com", "AA:BB");
        }
    }
}
