package io.crownstone2mqtt.measure;

import io.crownstone2mqtt.cloud.AsyncCrownstoneCloud;
import io.crownstone2mqtt.cloud.CloudHttp;
import io.crownstone2mqtt.cloud.CloudOptions;
import io.crownstone2mqtt.cloud.Credentials;
import io.crownstone2mqtt.cloud.CrownstoneCloud;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The client of the cloud against one that takes 50 ms for every request. Each round has a new client: no connection is open. */
public final class CloudRequests {
    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final int WARM_UP_ROUNDS = 5;
    private static final int ROUNDS = 15;

    private final Map<String, Timings> timings = new LinkedHashMap<>();

    private CloudRequests() {}

    public static void main(String[] arguments) {
        for (int[] shape : new int[][] {{20, 100}, {10, 50}, {1, 20}}) {
            try (SimulatedCloud cloud = SimulatedCloud.start(DemoHome.create(shape[0], shape[1]))) {
                cloud.faults().latency(LATENCY);
                CloudRequests requests = new CloudRequests();
                for (int i = 0; i < WARM_UP_ROUNDS + ROUNDS; i++) {
                    if (i == WARM_UP_ROUNDS) {
                        requests.timings.clear();
                    }
                    requests.round(cloud);
                    if (i == 0) {
                        requests.print(shape, "first round");
                    }
                }
                requests.print(shape, "warm JVM");
            }
        }
    }

    private void print(int[] shape, String when) {
        timings.forEach((name, times) ->
                System.out.println("%d x %d, %s, %s: %s".formatted(shape[0], shape[1], when, name, times)));
    }

    private void round(SimulatedCloud simulated) {
        CloudOptions options = CloudOptions.of(simulated.apiUrl(), simulated.eventsUrl(), "measure");
        Credentials credentials = Credentials.ofPassword(DemoHome.EMAIL, DemoHome.PASSWORD);
        try (CloudHttp http = new CloudHttp(options);
                CrownstoneCloud cloud = new CrownstoneCloud(http, credentials, options, InstantSource.system())) {
            time("login", cloud::login);
            Home[] home = {Home.EMPTY};
            time("first snapshot", () -> home[0] = cloud.synchronize().home());
            time("snapshot again", cloud::synchronize);
            Sphere any = home[0].spheres().values().iterator().next();
            CrownstoneId one = any.crownstones().keySet().iterator().next();
            time("one switch", () -> cloud.switchCrownstone(one, new SwitchCommand.TurnOn()));
            time("all on", () -> switchAll(new AsyncCrownstoneCloud(cloud), home[0]));
        }
    }

    private void time(String name, Runnable action) {
        long start = System.nanoTime();
        action.run();
        timings.computeIfAbsent(name, _ -> new Timings()).add(System.nanoTime() - start);
    }

    private static void switchAll(AsyncCrownstoneCloud cloud, Home home) {
        Stream<CompletableFuture<?>> requests =
                home.spheres().values().stream().map(sphere -> cloud.switchCrownstones(sphere.id(), allOn(sphere)));
        CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new)).join();
    }

    private static Map<CrownstoneId, SwitchCommand> allOn(Sphere sphere) {
        Map<CrownstoneId, SwitchCommand> commands = new HashMap<>();
        sphere.crownstones().keySet().forEach(id -> commands.put(id, new SwitchCommand.TurnOn()));
        return commands;
    }
}
