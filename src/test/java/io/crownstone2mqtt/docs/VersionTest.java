package io.crownstone2mqtt.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.daemon.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What names the version without taking it from the pom names the same one: packaging/version changes them together. */
class VersionTest {
    private static String first(String file, String pattern) throws IOException {
        var match = Pattern.compile(pattern, Pattern.MULTILINE).matcher(Files.readString(Path.of(file)));
        assertThat(match.find()).as("%s in %s", pattern, file).isTrue();
        return match.group(1);
    }

    @Test
    void theProgramTellsTheVersionOfThePom() throws IOException {
        assertThat(Version.current()).isEqualTo(first("pom.xml", "^  <version>(.*)</version>$"));
    }

    @Test
    void theNewestReleaseInTheChangelogIsThisOne() throws IOException {
        assertThat(first("CHANGELOG.md", "^## (?!Unreleased$)(.*)$")).isEqualTo(Version.current());
        assertThat(first("CHANGELOG.md", "^## (.*)$")).isEqualTo("Unreleased");
    }

    @Test
    void theImageIsLabelledWithIt() throws IOException {
        assertThat(first("docker/Dockerfile", "^ARG VERSION=(.*)$")).isEqualTo(Version.current());
    }

    @Test
    void homeAssistantOffersItAsTheAddOnsVersion() throws IOException {
        assertThat(first("docker/home-assistant-addon/config.yaml", "^version: \"(.*)\"$"))
                .isEqualTo(Version.current());
    }
}
