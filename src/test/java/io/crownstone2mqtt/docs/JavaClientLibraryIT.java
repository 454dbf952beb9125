package io.crownstone2mqtt.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import io.crownstone2mqtt.simulator.SwitchPacket.SwitchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client library is a jar of its own: docs/java-client.md's programs run with it and the libraries named there, and nothing else. */
class JavaClientLibraryIT {
    private static final String JAR = System.getProperty("crownstone2mqtt.client.jar");
    /** Lines of the reference client's two examples, without those that are blank or comments. */
    private static final int LINES_OF_REFERENCE_SYNC = 8;

    private static final int LINES_OF_REFERENCE_ASYNC = 19;

    private final SimulatedCloud simulated = SimulatedCloud.start(DemoHome.create(1, 10));

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        simulated.close();
    }

    @Test
    void runsTheSynchronousProgram() throws Exception {
        String program = JavaClientDocument.program("sync");

        Outcome outcome = run(
                program,
                Map.of(
                        "\"email\", \"password\"",
                        login(DemoHome.EMAIL) + ", " + options(),
                        "\"Coffee machine\"",
                        "\"Desk lamp\""));

        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(simulated.switchCommands())
                .extracting(command -> command.type())
                .containsExactly(SwitchType.TURN_ON);
        assertThat(simulated.aliveTokens()).isZero();
        assertThat(codeLines(program)).isLessThanOrEqualTo(LINES_OF_REFERENCE_SYNC);
    }

    @Test
    void runsTheAsynchronousProgramWithTwoAccounts() throws Exception {
        String program = JavaClientDocument.program("async");

        Outcome outcome = run(
                program,
                Map.of(
                        "new CloudHttp()",
                        "new CloudHttp(" + options() + ")",
                        "\"email_user_1\", \"password_user_1\"",
                        login(DemoHome.EMAIL),
                        "\"email_user_2\", \"password_user_2\"",
                        login(DemoHome.MEMBER_EMAIL),
                        "\"Lamp\"",
                        "\"Desk lamp\"",
                        "\"TV\"",
                        "\"Fridge\"",
                        "\"my_sphere_name\"",
                        "\"Home\""));

        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.output()).singleElement().asString().matches("[1-9]\\d* locations, [1-9]\\d* keys");
        assertThat(simulated.switchCommands())
                .extracting(command -> command.type())
                .containsExactlyInAnyOrder(SwitchType.PERCENTAGE, SwitchType.TURN_ON);
        assertThat(simulated.logins()).hasSize(2);
        assertThat(simulated.aliveTokens()).isZero();
        assertThat(codeLines(program)).isLessThanOrEqualTo(LINES_OF_REFERENCE_ASYNC);
    }

    @Test
    void holdsTheClientAndItsLicencesAlone() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            List<String> files = jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();

            assertThat(files)
                    .contains("io/crownstone2mqtt/cloud/CrownstoneCloud.class", "io/crownstone2mqtt/home/Home.class")
                    .allMatch(name -> name.matches("io/crownstone2mqtt/(cloud|home|net|retry|text|tls)/[\\w$-]+\\.class"
                            + "|META-INF/(MANIFEST\\.MF|LICENSE|THIRD-PARTY\\.txt|licenses/.+)"));
            assertThat(jar.getInputStream(jar.getEntry("META-INF/LICENSE")).readAllBytes())
                    .isEqualTo(Files.readAllBytes(Path.of("LICENSE")));
        }
    }

    private String options() {
        return "io.crownstone2mqtt.cloud.CloudOptions.of(java.net.URI.create(\"" + simulated.apiUrl()
                + "\"), java.net.URI.create(\"" + simulated.eventsUrl() + "\"))";
    }

    private static String login(String email) {
        return "\"" + email + "\", \"" + DemoHome.PASSWORD + "\"";
    }

    private record Outcome(int code, List<String> output, List<String> errors) {}

    /** As it stands in the document, but for names and for the cloud's address. */
    private Outcome run(String program, Map<String, String> changes) throws Exception {
        Path source = Files.writeString(folder.resolve("Program.java"), changed(program, changes));
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                source.toString());
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(
                process.exitValue(),
                Files.readAllLines(output),
                Files.readAllLines(errors).stream()
                        .filter(line -> !line.startsWith("SLF4J(W): ")) // there is no logging back end, as documented
                        .toList());
    }

    private static String changed(String program, Map<String, String> changes) {
        String result = program;
        for (Map.Entry<String, String> each : changes.entrySet()) {
            assertThat(result).contains(each.getKey());
            result = result.replace(each.getKey(), each.getValue());
        }
        return result;
    }

    /** The jar, and the libraries that the document names, as this build has them. */
    private static String classPath() throws IOException {
        Map<String, String> ofBuild = new LinkedHashMap<>();
        for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1)) {
            ofBuild.put(Path.of(entry).getFileName().toString(), entry);
        }
        List<String> jars = new ArrayList<>(List.of(JAR));
        for (JavaClientDocument.Library library : JavaClientDocument.libraries()) {
            assertThat(ofBuild).containsKey(library.jar());
            jars.add(ofBuild.get(library.jar()));
        }
        return jars.stream().collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private static long codeLines(String program) {
        return program.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("//"))
                .count();
    }
}
