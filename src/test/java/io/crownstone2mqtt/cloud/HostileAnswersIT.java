package io.crownstone2mqtt.cloud;

import static io.crownstone2mqtt.cloud.FakeCloud.ADMIN;
import static io.crownstone2mqtt.cloud.FakeCloud.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CloudProblem.Unavailable;
import io.crownstone2mqtt.home.CloudProblem.Unreadable;
import io.crownstone2mqtt.home.SphereId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a cloud sends, a process with the packages' 96 MB lives, and says in one line what is wrong. */
class HostileAnswersIT {
    private static final int MEGABYTES_14 = 14 * 1024 * 1024;

    private static final Map<String, Supplier<String>> ANSWERS = Map.of(
            "lists", () -> "[" + "[],".repeat(MEGABYTES_14 / 3) + "[]]",
            "objects", () -> "[" + "{},".repeat(MEGABYTES_14 / 3) + "{}]",
            "numbers", () -> "[" + "0,".repeat(MEGABYTES_14 / 2) + "0]",
            "deep", () -> "[".repeat(MEGABYTES_14 / 2) + "]".repeat(MEGABYTES_14 / 2),
            "one-thing", () -> "[{\"id\":\"s\",\"name\":[" + "{\"a\":[]},".repeat(MEGABYTES_14 / 9) + "0]}]",
            "long-name", () -> "[{\"id\":\"s\",\"name\":\"" + "x".repeat(MEGABYTES_14) + "\"}]",
            "long-field", () -> "[{\"" + "x".repeat(MEGABYTES_14) + "\":1}]",
            "long-number", () -> "[{\"id\":\"s\",\"uid\":" + "1".repeat(MEGABYTES_14) + "}]");

    @ParameterizedTest
    @ValueSource(
            strings = {"lists", "objects", "numbers", "deep", "one-thing", "long-name", "long-field", "long-number"})
    void anAnswerThatIsNoHomeIsUnreadableInOneLine(String kind) {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.cloud.synchronize(); // so that the spheres are known, and one request alone reads the answer
            fixture.server.on("/users/" + ADMIN + "/spheres", Reply.json(answer(kind)));

            CloudProblem problem = CloudFixture.problemOf(fixture.cloud::synchronize);

            assertThat(problem).isInstanceOf(Unreadable.class);
            assertThat(problem.message()).hasLineCount(1).hasSizeLessThan(300);
        }
    }

    @Test
    void aLargeWebPageIsAnOutageWithItsStatus() {
        try (CloudFixture fixture = new CloudFixture()) {
            fixture.server.on(
                    "/Spheres/" + HOME + "/presentPeople", Reply.of(502, "text/html", "<p>".repeat(MEGABYTES_14)));

            assertThat(CloudFixture.problemOf(() -> fixture.cloud.presence(new SphereId(HOME))))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            problem -> assertThat(problem.message()).contains("502"));
        }
    }

    @Test
    void anEndlessHeaderIsCutOff() throws IOException {
        RawServer server = RawServer.of(peer -> {
            peer.readRequest();
            peer.write("HTTP/1.1 200 OK\r\nX: ");
            for (int i = 0; i < 200; i++) {
                peer.write("x".repeat(1024 * 1024));
            }
        });
        try (server;
                CloudFixture fixture = new CloudFixture(
                        FakeCloud.recorded(),
                        options -> CloudOptions.of(server.url("/api"), options.eventsUrl(), "1.2.3"))) {
            assertThat(CloudFixture.problemOf(fixture.cloud::login).message()).hasLineCount(1);
        }
    }

    @Test
    void aSmallProcessLivesWhenTwentyComeAtOnce(@TempDir Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        FakeCloud cloud = hostileCloud();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        cloud.url().toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try (cloud) {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as(Files.readString(log, StandardCharsets.UTF_8))
                    .isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static FakeCloud hostileCloud() {
        FakeCloud cloud = FakeCloud.recorded();
        ANSWERS.forEach((kind, answer) -> {
            byte[] body = answer.get().getBytes(StandardCharsets.UTF_8);
            cloud.on("/Spheres/" + kind + "/presentPeople", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            });
        });
        return cloud;
    }

    private static String answer(String kind) {
        return ANSWERS.getOrDefault(kind, () -> "").get();
    }

    /** Asks for all of them, twenty at a time. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) {
            CloudOptions options = CloudOptions.of(URI.create(args[0]), URI.create(args[0]), "1.2.3");
            try (CloudHttp http = new CloudHttp(options);
                    CrownstoneCloud cloud =
                            new CrownstoneCloud(http, CloudFixture.CREDENTIALS, options, InstantSource.system())) {
                AsyncCrownstoneCloud async = new AsyncCrownstoneCloud(cloud);
                for (String kind : ANSWERS.keySet()) {
                    List<CompletableFuture<?>> calls = IntStream.range(0, 20)
                            .<CompletableFuture<?>>mapToObj(_ -> async.presence(new SphereId(kind))
                                    .handle((people, failure) -> {
                                        if (failure == null) {
                                            throw new IllegalStateException(kind + " was taken for " + people);
                                        }
                                        return failure;
                                    }))
                            .toList();
                    calls.forEach(CompletableFuture::join);
                }
            }
        }
    }
}
