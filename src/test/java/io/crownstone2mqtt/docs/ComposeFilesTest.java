package io.crownstone2mqtt.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Rules of Docker Compose that podman-compose does not have: no other test would notice. */
class ComposeFilesTest {
    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("docker"))) {
            return files.filter(file -> file.getFileName().toString().matches("compose.*\\.yaml"))
                    .toList();
        }
    }

    private static Map<?, ?> read(Path file) throws IOException {
        return new Yaml().load(Files.readString(file));
    }

    private static Map<?, ?> map(Map<?, ?> parent, String key) {
        return parent.get(key) instanceof Map<?, ?> map ? map : Map.of();
    }

    /** The names of the secrets or configs that a service uses, in the short or the long form. */
    private static Stream<Object> used(Map<?, ?> service, String kind) {
        return service.get(kind) instanceof List<?> uses
                ? uses.stream().map(use -> use instanceof Map<?, ?> longForm ? longForm.get("source") : use)
                : Stream.of();
    }

    /** Docker Compose mounts files; it copies everything else into the container, which a read-only one refuses. */
    @ParameterizedTest
    @MethodSource("files")
    void aReadOnlyServiceIsGivenFilesOnly(Path file) throws IOException {
        Map<?, ?> compose = read(file);

        map(compose, "services").forEach((name, definition) -> {
            Map<?, ?> service = (Map<?, ?>) definition;
            if (Boolean.TRUE.equals(service.get("read_only"))) {
                for (String kind : List.of("secrets", "configs")) {
                    assertThat(used(service, kind))
                            .as("%s of %s", kind, name)
                            .allSatisfy(source -> assertThat(map(map(compose, kind), (String) source)
                                            .get("file"))
                                    .isNotNull());
                }
            }
        });
    }

    /** With {@code on-failure} what ended cleanly, because Docker itself stopped, does not come back with Docker. */
    @ParameterizedTest
    @MethodSource("files")
    void everyServiceComesBackWithDocker(Path file) throws IOException {
        assertThat(map(read(file), "services")).isNotEmpty();
        map(read(file), "services")
                .forEach((name, service) -> assertThat(((Map<?, ?>) service).get("restart"))
                        .as("restart of %s", name)
                        .isEqualTo("unless-stopped"));
    }
}
