package io.crownstone2mqtt.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** Whoever passes a jar on passes on the licences and notices of what is in it; packaging/test-notices looks into the packages. */
class ThirdPartyLicencesIT {
    private static String entry(JarFile jar, String name) throws IOException {
        var entry = jar.getJarEntry(name);
        assertThat(entry).as(name).isNotNull();
        return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void theJarNamesItsLibrariesWithTheirLicences() throws IOException {
        try (var jar = new JarFile(System.getProperty("crownstone2mqtt.jar"))) {
            assertThat(entry(jar, "META-INF/THIRD-PARTY.txt"))
                    .contains("ch.qos.logback:logback-core", "org.eclipse.paho", "com.typesafe:config", "(MIT) SLF4J")
                    // The demo's broker is not in it.
                    .doesNotContain("netty", "activemq")
                    .doesNotContain("Unknown license");
            assertThat(entry(jar, "META-INF/licenses/EPL-2.0.txt")).contains("Eclipse Public License");
            assertThat(entry(jar, "META-INF/licenses/Apache-2.0.txt")).isNotBlank();
        }
    }

    @Test
    void theJarHoldsTheNoticesOfItsLibraries() throws IOException {
        try (var jar = new JarFile(System.getProperty("crownstone2mqtt.jar"))) {
            var names = jar.stream().map(entry -> entry.getName()).toList();
            for (String library : List.of("jackson-core", "httpclient5", "micrometer-core")) {
                assertThat(names)
                        .anyMatch(name -> name.matches("META-INF/licenses/" + library + "-[0-9].*/NOTICE"))
                        .anyMatch(name -> name.matches("META-INF/licenses/" + library + "-[0-9].*/LICENSE"));
            }
        }
    }

    @Test
    void theClientLibraryBringsItsLicenceAndThoseOfWhatItNeeds() throws IOException {
        try (var jar = new JarFile(System.getProperty("crownstone2mqtt.client.jar"))) {
            assertThat(entry(jar, "META-INF/LICENSE")).contains("Apache License");
            assertThat(entry(jar, "META-INF/THIRD-PARTY.txt"))
                    .contains("org.apache.httpcomponents.client5", "tools.jackson.core")
                    .doesNotContain("Unknown license");
            assertThat(entry(jar, "META-INF/licenses/Apache-2.0.txt")).isNotBlank();
        }
    }

    @Test
    void theSourcesBringTheirLicenceAndHoldNothingOfOthers() throws IOException {
        try (var jar = new JarFile(System.getProperty("crownstone2mqtt.sources.jar"))) {
            assertThat(entry(jar, "META-INF/LICENSE")).contains("Apache License");
            assertThat(entry(jar, "META-INF/licenses/EPL-2.0.txt")).contains("Eclipse Public License");
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .filteredOn(name -> name.endsWith(".java"))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("io/crownstone2mqtt/"));
        }
    }
}
