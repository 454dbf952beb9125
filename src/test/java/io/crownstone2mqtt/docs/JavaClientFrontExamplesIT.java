package io.crownstone2mqtt.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crownstone2mqtt.cloud.AsyncCloudScene;
import io.crownstone2mqtt.cloud.AsyncCrownstoneCloud;
import io.crownstone2mqtt.cloud.CloudCrownstone;
import io.crownstone2mqtt.cloud.CloudException;
import io.crownstone2mqtt.cloud.CloudHttp;
import io.crownstone2mqtt.cloud.CloudScene;
import io.crownstone2mqtt.cloud.CloudSphere;
import io.crownstone2mqtt.cloud.CrownstoneCloud;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Hub;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.SwitchPacket.SwitchType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of docs/java-client.md that find things by name and ask or tell them. */
class JavaClientFrontExamplesIT extends JavaClientExamples {
    @Test
    void start() {
        // example: start
        try (CrownstoneCloud cloud = CrownstoneCloud.login(email, password, options)) {
            for (CloudSphere sphere : cloud.spheres()) {
                print(sphere.details().label() + ": " + sphere.crownstones().size() + " Crownstones");
            }
        }
        // end

        assertThat(printed).containsExactlyInAnyOrder("Home: 10 Crownstones", "Holiday cottage: 10 Crownstones");
        assertThat(simulated.logins()).hasSize(1);
        assertThat(simulated.aliveTokens()).isZero();
    }

    @Test
    void ask() {
        // example: ask
        CloudCrownstone lamp = cloud.crownstone("desk lamp");
        lamp.turnOn();
        lamp.setBrightness(40); // 0 to 100; 1 to 9 become 10
        lamp.turnOff();
        lamp.state().ifPresent(state -> print(state.percentage() + " %")); // asks the cloud
        print(lamp.details().firmware()); // does not

        CloudSphere home = cloud.sphere("Home");
        print(home.keys().keys().size() + " keys");
        print(home.locations().size() + " locations");
        for (User user : home.details().users().values()) {
            print(user.label() + ": " + home.presence().isPresent(user.id()));
        }
        home = home.synchronize(); // all of this sphere again
        home.crownstone("Fridge").turnOff();
        // end

        assertThat(printed)
                .contains("5.7.0", "Ada Admin: true", "Gus Guest: false")
                .anyMatch(line -> line.endsWith(" %"))
                .anyMatch(line -> line.matches("[1-9]\\d* locations"))
                .anyMatch(line -> line.matches("[1-9]\\d* keys"));
        assertThat(simulated.switchCommands())
                .extracting(command -> command.type())
                .containsExactly(SwitchType.TURN_ON, SwitchType.PERCENTAGE, SwitchType.TURN_OFF, SwitchType.TURN_OFF);
    }

    @Test
    void scenes() {
        // example: scenes
        CloudScene bedtime = cloud.scene("bedtime");
        bedtime.activate(); // one request for all its Crownstones
        bedtime.levels().forEach((crownstone, level) -> print(crownstone + ": " + level)); // 0 to 100

        CloudSphere home = bedtime.sphere();
        for (CloudScene scene : home.scenes()) {
            print(scene.details().label());
        }
        for (Hub hub : home.hubs()) {
            print(hub.label() + ": " + hub.isConnected());
        }
        // end

        assertThat(printed)
                .contains("Bedtime", "Breakfast", "Film night", "Hub in the hallway: true")
                .filteredOn(line -> line.matches("\\w{24}: \\d+"))
                .hasSize(4);
        assertThat(simulated.switchCommands()).hasSize(4);
        assertThat(simulated.requests())
                .filteredOn(request -> request.path().contains("switch"))
                .hasSize(1);
    }

    @Test
    void scenesWithoutWaiting() {
        AsyncCrownstoneCloud async = new AsyncCrownstoneCloud(cloud);

        async.scene("Film night").thenCompose(AsyncCloudScene::activate).join();
        var scene = async.sphere("Home").join().scene("breakfast");

        assertThat(simulated.switchCommands()).hasSize(3);
        assertThat(scene.details().label()).isEqualTo("Breakfast");
        assertThat(scene.levels()).hasSize(2);
    }

    @Test
    void aSceneWithoutCrownstonesMakesNoRequest() {
        simulated.home().sphere("Home").addScene("Nothing", Map.of());
        CloudScene nothing = cloud.scene("Nothing");
        int before = simulated.requests().size();

        assertThatThrownBy(nothing::activate)
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.problem()).isInstanceOf(CloudProblem.AbilityMissing.class));
        assertThat(new AsyncCrownstoneCloud(cloud).scene("Nothing").thenCompose(AsyncCloudScene::activate))
                .failsWithin(Duration.ofSeconds(30));
        assertThat(simulated.requests()).hasSize(before);
        assertThatThrownBy(() -> cloud.scene("Bedtmie")).hasMessageContaining("did you mean Bedtime?");
    }

    @Test
    void accounts() {
        String otherEmail = DemoHome.GUEST_EMAIL;
        // example: accounts
        try (CloudHttp shared = new CloudHttp(options);
                CrownstoneCloud ada = CrownstoneCloud.login(email, password, shared);
                CrownstoneCloud gus = CrownstoneCloud.login(otherEmail, password, shared)) {
            print(ada.spheres().size() + " and " + gus.spheres().size());
        }
        // end

        assertThat(printed).containsExactly("2 and 2");
        assertThat(simulated.logins()).hasSize(2);
        assertThat(simulated.aliveTokens()).isZero();
    }

    @Test
    void asyncFront() {
        // example: async-front
        AsyncCrownstoneCloud async = new AsyncCrownstoneCloud(cloud); // or AsyncCrownstoneCloud.login(email, password)
        var dimmed = async.crownstone("Desk lamp").thenCompose(lamp -> lamp.setBrightness(20));
        var keys = async.sphere("Home").thenCompose(sphere -> sphere.keys());
        print(keys.thenCombine(dimmed, (all, _) -> all.keys().size() + " keys").join());
        // end

        assertThat(printed).singleElement().asString().matches("[1-9]\\d* keys");
        assertThat(simulated.switchCommands()).hasSize(1);
    }

    @Test
    void searchesAtTheSameTimeReadTheHomeOnce() {
        AsyncCrownstoneCloud async = new AsyncCrownstoneCloud(cloud);
        var lamp = async.crownstone("Desk lamp");
        var sphere = async.sphere("Home");
        var fridge = async.crownstone("Fridge");

        assertThat(lamp.join().sphere().details())
                .isSameAs(sphere.join().details())
                .isSameAs(fridge.join().sphere().details());
    }

    @Test
    void whatIsNewIsFoundOnceItHasBeenRead() {
        CloudSphere before = cloud.sphere("Home");
        simulated.home().sphere("Home").crownstone("Desk lamp").rename("Reading light");
        assertThatThrownBy(() -> cloud.crownstone("Reading light")).isInstanceOf(CloudException.class);

        before.synchronize();

        assertThat(cloud.crownstone("Reading light").details().label()).isEqualTo("Reading light");
        simulated.home().sphere("Home").crownstone("Reading light").rename("Night light");
        cloud.synchronize();
        assertThat(cloud.crownstone("Night light").details().label()).isEqualTo("Night light");
    }

    @Test
    void aRefusedLoginLeavesNothingOpen() {
        assertThatThrownBy(() -> CrownstoneCloud.login(email, "wrong", options))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        e -> assertThat(e.problem()).isInstanceOf(CloudProblem.WrongCredentials.class));

        try (AsyncCrownstoneCloud refused = AsyncCrownstoneCloud.login(email, "wrong", options)) {
            assertThat(refused.sphere("Home")).failsWithin(Duration.ofSeconds(30));
        }
        assertThat(simulated.aliveTokens()).isZero();
    }
}
