package io.crownstone2mqtt.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crownstone2mqtt.cloud.AsyncCrownstoneCloud;
import io.crownstone2mqtt.cloud.CloudException;
import io.crownstone2mqtt.cloud.EventStream;
import io.crownstone2mqtt.cloud.EventStreamListener;
import io.crownstone2mqtt.cloud.Finder;
import io.crownstone2mqtt.cloud.HomeSnapshot;
import io.crownstone2mqtt.cloud.SphereKeys;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.simulator.SwitchPacket.SwitchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The examples of docs/java-client.md that switch, hear events, or need keys. */
class JavaClientSwitchingExamplesIT extends JavaClientExamples {
    @Test
    void switching() {
        Crownstone lamp = lamp(sphere());
        // example: switch
        cloud.switchCrownstone(lamp, new SwitchCommand.TurnOn());
        cloud.switchCrownstone(lamp, new SwitchCommand.TurnOff());
        cloud.switchCrownstone(lamp, SwitchCommand.percentage(40)); // 0 to 100; 1 to 9 become 10
        // end

        assertThat(simulated.switchCommands())
                .extracting(command -> command.type())
                .containsExactly(SwitchType.TURN_ON, SwitchType.TURN_OFF, SwitchType.PERCENTAGE);
    }

    @Test
    void switchMany() {
        Sphere sphere = sphere();
        // example: switch-many
        Map<CrownstoneId, SwitchCommand> everythingOff = sphere.crownstones().values().stream()
                .filter(Crownstone::canSwitch)
                .collect(Collectors.toMap(Crownstone::id, _ -> new SwitchCommand.TurnOff()));
        cloud.switchCrownstones(sphere.id(), everythingOff); // one request
        // end

        assertThat(simulated.switchCommands()).hasSize(8);
        assertThat(simulated.requests())
                .filteredOn(request -> request.path().contains("switchCrownstones"))
                .hasSize(1);
    }

    @Test
    void abilities() {
        Home home = cloud.synchronize().home();
        int before = simulated.requests().size();
        // example: ability
        Crownstone fridge = Finder.in(home)
                .crownstone("Fridge")
                .orElseThrow(CloudException::new)
                .thing();
        try {
            cloud.switchCrownstone(fridge, SwitchCommand.percentage(40));
        } catch (CloudException e) {
            print(e.problem() instanceof CloudProblem.AbilityMissing); // true, and no request was made
        }
        // end

        assertThat(printed).containsExactly("true");
        assertThat(simulated.requests()).hasSize(before);
        assertThatThrownBy(() -> SwitchCommand.percentage(101)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new AsyncCrownstoneCloud(cloud).switchCrownstone(fridge, SwitchCommand.percentage(40)))
                .isCompletedExceptionally();
    }

    @Test
    void keys() {
        Sphere sphere = sphere();
        // example: keys
        for (SphereKeys keys : cloud.keys(sphere.id())) { // cloud.keys(null): of all spheres
            for (SphereKeys.Key key : keys.keys()) {
                print(key); // ADMIN_KEY ***; the secret itself is key.value()
            }
        }
        // end

        assertThat(printed).hasSize(7).contains("ADMIN_KEY ***").allMatch(line -> line.endsWith(" ***"));
    }

    @Test
    void async() {
        // example: async
        AsyncCrownstoneCloud async = new AsyncCrownstoneCloud(cloud);
        CompletableFuture<Integer> count = async.synchronize()
                .thenApply(snapshot -> snapshot.home().spheres().size());
        print(count.join() + " spheres");

        CompletableFuture<HomeSnapshot> unwanted = async.synchronize();
        unwanted.cancel(true); // ends its requests at once
        // end

        assertThat(printed).containsExactly("2 spheres");
        assertThat(unwanted).isCancelled();
    }

    @Test
    void events() {
        List<String> heard = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> listening = new CompletableFuture<>();
        // example: events
        EventStreamListener listener = new EventStreamListener() {
            @Override
            public void started() {
                listening.complete(null); // whatever happened before was missed: synchronize now
            }

            @Override
            public void received(HomeEvent event) {
                if (event instanceof HomeEvent.StateReported report) {
                    heard.add(report.crownstone() + ": " + report.percentage() + " %");
                }
            }

            @Override
            public void lost(CloudProblem problem, Duration retryIn) {
                print(problem.message() + " (again in " + retryIn.toSeconds() + " s)");
            }
        };
        EventStream stream = cloud.openEvents(listener); // stream.close() ends it, and so does cloud.close()
        // end

        listening.join();
        String fridge = simulated.home().sphere("Home").crownstone("Fridge").id();
        simulated.home().sphere("Home").crownstone("Fridge").reportState(0);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(heard).containsExactly(fridge + ": 0 %"));
        stream.close();
    }
}
