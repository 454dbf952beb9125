package io.crownstone2mqtt.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import io.crownstone2mqtt.testing.TestProxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The client library's event stream through a proxy that wants a login. */
class ProxiedEventsIT {
    private static final Duration LONG = Duration.ofSeconds(40);

    private final AtomicInteger starts = new AtomicInteger();
    private final List<String> losses = new CopyOnWriteArrayList<>();

    private final EventStreamListener listener = new EventStreamListener() {
        @Override
        public void started() {
            starts.incrementAndGet();
        }

        @Override
        public void received(HomeEvent event) {
            // Only the stream itself is of interest.
        }

        @Override
        public void lost(CloudProblem problem, Duration retryIn) {
            losses.add(problem.message());
        }
    };

    @Test
    void aTunnelThatTheProxyEndsIsMadeAnew() {
        try (SimulatedCloud simulated = SimulatedCloud.start(DemoHome.create(1, 3));
                TestProxy proxy = TestProxy.open("ada:secret")) {
            CloudOptions options = CloudOptions.of(simulated.apiUrl(), simulated.eventsUrl(), "1.0.0")
                    .withProxy(CloudOptions.Proxy.of(proxy.url()).withLogin("ada", "secret"));
            try (CloudHttp http = new CloudHttp(options);
                    CrownstoneCloud cloud = new CrownstoneCloud(
                            http,
                            Credentials.ofPassword(DemoHome.EMAIL, DemoHome.PASSWORD),
                            options,
                            InstantSource.system());
                    EventStream _ = cloud.openEvents(listener)) {
                await().atMost(LONG).until(() -> starts.get() == 1);

                proxy.closeTunnels();

                await().atMost(LONG).until(() -> starts.get() == 2);
                assertThat(losses)
                        .isNotEmpty()
                        .allSatisfy(loss -> assertThat(loss)
                                .contains("the proxy http://" + proxy.address())
                                .doesNotContain("secret"));
                assertThat(proxy.requests())
                        .anyMatch(request ->
                                request.contains(simulated.eventsUrl().getPath()));
            }
        }
    }
}
