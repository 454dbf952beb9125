package io.crownstone2mqtt.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.simulator.Traffic.LoginAttempt;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class FaultsIT {
    private final RecordedHome recorded = new RecordedHome();
    private final SimulatedCloud cloud = SimulatedCloud.start(recorded.home);
    private final PlainClient client = new PlainClient(cloud);
    private String token = "";

    @BeforeEach
    void login() throws Exception {
        token = client.login("admin@example.com");
    }

    @AfterEach
    void close() {
        client.close();
        cloud.close();
    }

    @Test
    void answersAsAProxyOnceAndThenAsBefore() throws Exception {
        cloud.faults().failNext("/users/me", Failure.unavailable());
        HttpResponse<String> failed = client.get("/users/me", token);
        assertThat(failed.statusCode()).isEqualTo(503);
        assertThat(failed.headers().firstValue("Content-Type")).hasValue("text/html");
        assertThat(client.get("/users/me", token).statusCode()).isEqualTo(200);
    }

    @Test
    void failsOnlyMatchingPathsUntilCleared() throws Exception {
        cloud.faults().failAll("/SPHERES", Failure.status(500));
        assertThat(spheres().statusCode()).isEqualTo(500);
        assertThat(spheres().statusCode()).isEqualTo(500);
        assertThat(client.get("/users/me", token).statusCode()).isEqualTo(200);
        cloud.faults().clear();
        assertThat(spheres().statusCode()).isEqualTo(200);
    }

    @Test
    void resetsWithoutSwitching() {
        cloud.faults().failAll("/switch", new Failure.Reset());
        assertThatExceptionOfType(IOException.class).isThrownBy(this::switchLamp);
        assertThat(cloud.switchCommands()).isEmpty();
    }

    @Test
    void resetsAfterSwitching() {
        cloud.faults().failNext("/switch", new Failure.ResetAfterwards());
        assertThatExceptionOfType(IOException.class).isThrownBy(this::switchLamp);
        assertThat(cloud.switchCommands()).hasSize(1);
    }

    @Test
    void truncatesAndSpoilsJson() throws Exception {
        cloud.faults().failNext("/users/me", new Failure.Truncated());
        cloud.faults().failNext("/users/me", Failure.malformed());
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = client.get("/users/me", token);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> PlainClient.json(answer));
        }
    }

    @Test
    void breaksOffInTheMiddleOfAnAnswer() throws Exception {
        cloud.faults().failNext("/users/me", new Failure.BrokenOff());
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> client.get("/users/me", token));
        assertThat(client.get("/users/me", token).statusCode()).isEqualTo(200);
    }

    @Test
    void answersWithWhatWasTrueBefore() throws Exception {
        cloud.faults().failNext("/users/me", new Failure.Outdated(Duration.ofMillis(500)));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int before = cloud.requests().size();
            Future<HttpResponse<String>> answer = threads.submit(() -> client.get("/users/me", token));
            await().until(() -> cloud.requests().size() > before);
            client.get("/users/userId", token);
            recorded.ada.rename("Eve", "Admin");
            assertThat(PlainClient.json(answer.get()).path("firstName").stringValue())
                    .isEqualTo("Ada");
        }
    }

    @Test
    void saysWhenToComeBack() throws Exception {
        cloud.faults().failNext("/users/me", Failure.tooMany(7));
        HttpResponse<String> refused = client.get("/users/me", token);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("7");
    }

    @Test
    void blowsAnswersUp() throws Exception {
        cloud.faults().failNext("/users/me", new Failure.Huge(5_000_000));
        HttpResponse<String> answer = client.get("/users/me", token);
        assertThat(answer.body()).hasSizeGreaterThanOrEqualTo(5_000_000);
        assertThat(PlainClient.json(answer).path("firstName").stringValue()).isEqualTo("Ada");
    }

    @RepeatedTest(20)
    void neverEndsUntilCleared() throws Exception {
        int before = cloud.requests().size();
        cloud.faults().failNext("/users/me", new Failure.NeverEnding());
        FutureTask<HttpResponse<String>> answer = new FutureTask<>(() -> client.get("/users/me", token));
        Thread.ofVirtual().start(answer);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> cloud.requests().size() > before);
        assertThat(answer).isNotDone();
        cloud.faults().clear();
        assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesLoginsWhileTokensStayGood() throws Exception {
        cloud.faults().refuseLogins(true);
        assertThat(client.tryLogin("admin@example.com", RecordedHome.PASSWORD_HASH)
                        .statusCode())
                .isEqualTo(401);
        assertThat(client.get("/users/me", token).statusCode()).isEqualTo(200);
        assertThat(cloud.logins()).extracting(LoginAttempt::accepted).containsExactly(true, false);
    }

    @Test
    void letsTokensExpireByItsOwnClock() throws Exception {
        cloud.faults().clockSkew(Duration.ofDays(15));
        assertThat(client.get("/users/me", token).statusCode()).isEqualTo(401);
        assertThat(PlainClient.json(client.tryLogin("admin@example.com", RecordedHome.PASSWORD_HASH))
                        .path("created")
                        .stringValue())
                .isGreaterThan(Instant.now().plus(Duration.ofDays(14)).toString());
    }

    /** 50 requests of 200 ms each take far less than 10 s only if none waits for another. */
    @Test
    void isSlowToManyAtOnce() throws Exception {
        cloud.faults().latency(Duration.ofMillis(200));
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> requests = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                requests.add(() -> client.get("/users/me", token).statusCode());
            }
            for (Future<Integer> status : threads.invokeAll(requests)) {
                assertThat(status.get()).isEqualTo(200);
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(200), Duration.ofSeconds(4));
    }

    private HttpResponse<String> spheres() throws IOException, InterruptedException {
        return client.get("/users/" + recorded.ada.id() + "/spheres", token);
    }

    private HttpResponse<String> switchLamp() throws IOException, InterruptedException {
        return client.post("/Stones/" + recorded.lamp.id() + "/switch", token, "{\"type\":\"TURN_ON\"}");
    }
}
