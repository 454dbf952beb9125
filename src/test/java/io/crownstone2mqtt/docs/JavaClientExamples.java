package io.crownstone2mqtt.docs;

import io.crownstone2mqtt.cloud.CloudException;
import io.crownstone2mqtt.cloud.CloudHttp;
import io.crownstone2mqtt.cloud.CloudOptions;
import io.crownstone2mqtt.cloud.Credentials;
import io.crownstone2mqtt.cloud.CrownstoneCloud;
import io.crownstone2mqtt.cloud.Finder;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** What every example of docs/java-client.md has: a client of a simulated cloud, and lines that it prints. */
abstract class JavaClientExamples {
    final SimulatedCloud simulated = SimulatedCloud.start(DemoHome.create(2, 10));
    final URI apiUrl = simulated.apiUrl();
    final URI eventsUrl = simulated.eventsUrl();
    final String email = DemoHome.EMAIL;
    final String password = DemoHome.PASSWORD;
    final CloudOptions options = CloudOptions.of(apiUrl, eventsUrl, "1.0.0");
    final CloudHttp http = new CloudHttp(options);
    final CrownstoneCloud cloud =
            new CrownstoneCloud(http, Credentials.ofPassword(email, password), options, InstantSource.system());
    final List<String> printed = new ArrayList<>();

    @AfterEach
    void close() {
        cloud.close();
        http.close();
        simulated.close();
    }

    final Sphere sphere() {
        return Finder.in(cloud.synchronize().home()).sphere("Home").orElseThrow(CloudException::new);
    }

    static Crownstone lamp(Sphere sphere) {
        return Finder.in(sphere)
                .crownstone("Desk lamp")
                .orElseThrow(CloudException::new)
                .thing();
    }

    void print(Object line) {
        printed.add(line.toString());
    }
}
