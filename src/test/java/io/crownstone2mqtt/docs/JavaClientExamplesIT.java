package io.crownstone2mqtt.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crownstone2mqtt.cloud.AsyncCrownstoneCloud;
import io.crownstone2mqtt.cloud.CloudException;
import io.crownstone2mqtt.cloud.CloudHttp;
import io.crownstone2mqtt.cloud.CloudOptions;
import io.crownstone2mqtt.cloud.Credentials;
import io.crownstone2mqtt.cloud.CrownstoneCloud;
import io.crownstone2mqtt.cloud.EventStream;
import io.crownstone2mqtt.cloud.EventStreamListener;
import io.crownstone2mqtt.cloud.Picture;
import io.crownstone2mqtt.cloud.SphereKeys;
import io.crownstone2mqtt.home.Ability;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Finder;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.simulator.DemoHome;
import io.crownstone2mqtt.simulator.Failure;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import io.crownstone2mqtt.simulator.SwitchType;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The examples of docs/java-client.md. {@link JavaClientDocsTest} sees to it that they stand there as they stand here. */
class JavaClientExamplesIT {
    private final SimulatedCloud simulated = SimulatedCloud.start(DemoHome.create(2, 10));
    private final URI apiUrl = simulated.apiUrl();
    private final URI eventsUrl = simulated.eventsUrl();
    private final String email = DemoHome.EMAIL;
    private final String password = DemoHome.PASSWORD;
    private final CloudOptions options = CloudOptions.of(apiUrl, eventsUrl, "1.0.0");
    private final CloudHttp http = new CloudHttp(options);
    private final CrownstoneCloud cloud =
            new CrownstoneCloud(http, Credentials.ofPassword(email, password), options, InstantSource.system());
    private final List<String> printed = new ArrayList<>();

    @AfterEach
    void close() {
        cloud.close();
        http.close();
        simulated.close();
    }

    private void print(Object line) {
        printed.add(line.toString());
    }

    @Test
    void start() {
        // example: start
        CloudOptions options = CloudOptions.of(apiUrl, eventsUrl, "1.0.0");
        try (CloudHttp http = new CloudHttp(options);
                CrownstoneCloud cloud = new CrownstoneCloud(
                        http, Credentials.ofPassword(email, password), options, InstantSource.system())) {
            Picture picture = cloud.synchronize();
            for (Sphere sphere : picture.home().spheres().values()) {
                print(sphere.label() + ": " + sphere.crownstones().size() + " Crownstones");
            }
        }
        // end

        assertThat(printed).containsExactlyInAnyOrder("Home: 10 Crownstones", "Holiday cottage: 10 Crownstones");
        assertThat(simulated.aliveTokens()).isZero();
    }

    @Test
    void options() {
        // example: options
        CloudOptions patient = CloudOptions.of(apiUrl, eventsUrl, "1.0.0")
                .withRequestTimeout(Duration.ofSeconds(60))
                .withParallelRequests(8)
                .withEventsWatchdog(Duration.ofSeconds(90));
        // end

        assertThat(patient.requestTimeout()).hasMinutes(1);
        assertThat(patient.parallelRequests()).isEqualTo(8);
    }

    @Test
    void login() {
        // example: login
        cloud.login();
        cloud.logout();
        // end

        assertThat(simulated.logins()).hasSize(1);
        assertThat(simulated.aliveTokens()).isZero();
    }

    @Test
    void partial() {
        Home home = cloud.synchronize().home();
        // example: partial
        Sphere sphere = Finder.in(home).sphere("Home").orElseThrow(CloudException::new);
        Sphere fresh = cloud.synchronize(sphere.id());
        Presence presence = cloud.presence(sphere.id());
        Map<CrownstoneId, SwitchState> states = cloud.switchStates(sphere.id());
        home = home.with(fresh.withPresence(presence));
        // end

        assertThat(fresh).isEqualTo(sphere);
        assertThat(presence.people()).hasSize(2);
        assertThat(states).isNotEmpty();
        assertThat(home.spheres()).hasSize(2);
    }

    @Test
    void find() {
        Home home = cloud.synchronize().home();
        String id = simulated.home().sphere("Home").crownstone("Desk lamp").id();
        // example: find
        Finder everywhere = Finder.in(home);
        Sphere sphere = everywhere.sphere("home").orElseThrow(CloudException::new);
        Finder inSphere = Finder.in(sphere);

        Crownstone lamp = inSphere.crownstone("desk lamp")
                .orElseThrow(CloudException::new)
                .thing();
        Crownstone same =
                everywhere.crownstoneById(id).orElseThrow(CloudException::new).thing();
        Crownstone first =
                inSphere.crownstoneByUid(1).orElseThrow(CloudException::new).thing();
        Location kitchen =
                inSphere.location("Kitchen").orElseThrow(CloudException::new).thing();
        List<Finder.InSphere<User>> adas = everywhere.usersByFirstName("Ada");
        List<Finder.InSphere<User>> members = inSphere.usersByLastName("Member");
        // end

        assertThat(lamp).isSameAs(same).isSameAs(first);
        assertThat(kitchen.label()).isEqualTo("Kitchen");
        assertThat(adas).hasSize(2);
        assertThat(members).hasSize(1);
    }

    @Test
    void notFound() {
        Home home = cloud.synchronize().home();
        // example: not-found
        try {
            Finder.in(home).crownstone("Desk lmap").orElseThrow(CloudException::new);
        } catch (CloudException e) {
            print(e.problem().message()); // there is no Crownstone named "Desk lmap": did you mean Desk lamp?
        }
        // end

        assertThat(printed).containsExactly("there is no Crownstone named \"Desk lmap\": did you mean Desk lamp?");
    }

    @Test
    void fields() {
        Sphere sphere = Finder.in(cloud.synchronize().home()).sphere("Home").orElseThrow(CloudException::new);
        Crownstone crownstone = Finder.in(sphere)
                .crownstone("Desk lamp")
                .orElseThrow(CloudException::new)
                .thing();
        Location location = Finder.in(sphere)
                .location("Study")
                .orElseThrow(CloudException::new)
                .thing();
        // example: fields
        print(sphere.label() + ", " + sphere.id() + ", uid " + sphere.uid());
        print(crownstone.label() + ", " + crownstone.type() + ", " + crownstone.firmware() + ", " + crownstone.icon());
        print("dims: " + crownstone.canDim());
        for (Ability ability : crownstone.abilities()) {
            print(ability.type() + ": " + ability.enabled());
        }
        SwitchState state = crownstone.state(); // null while the cloud has never heard one
        print(state == null ? "unknown" : state.percentage() + " %");
        for (User user : sphere.users().values()) {
            boolean present = sphere.presence().isPresent(user.id());
            boolean inRoom = sphere.presence().isIn(user.id(), location.id());
            print(user.label() + ", " + user.role() + ", present: " + present + ", in " + location.label() + ": "
                    + inRoom);
        }
        // end

        assertThat(printed)
                .contains("Desk lamp, PLUG, 5.7.0, c1-deskLamp", "dims: true", "dimming: true", "40 %")
                .contains("Ada Admin, ADMIN, present: true, in Study: true")
                .contains("Max Member, MEMBER, present: true, in Study: false")
                .contains("Gus Guest, GUEST, present: false, in Study: false");
    }

    @Test
    void switching() {
        Sphere sphere = Finder.in(cloud.synchronize().home()).sphere("Home").orElseThrow(CloudException::new);
        Crownstone lamp = Finder.in(sphere)
                .crownstone("Desk lamp")
                .orElseThrow(CloudException::new)
                .thing();
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
        Sphere sphere = Finder.in(cloud.synchronize().home()).sphere("Home").orElseThrow(CloudException::new);
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
        Sphere sphere = Finder.in(cloud.synchronize().home()).sphere("Home").orElseThrow(CloudException::new);
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
                .thenApply(picture -> picture.home().spheres().size());
        print(count.join() + " spheres");

        CompletableFuture<Picture> unwanted = async.synchronize();
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

    @Test
    void errors() {
        simulated.faults().failAll("/spheres", Failure.unavailable());
        // example: errors
        try {
            cloud.synchronize();
        } catch (CloudException e) {
            String reaction = switch (e.problem()) {
                case CloudProblem.WrongCredentials _,
                        CloudProblem.EmailNotVerified _,
                        CloudProblem.MissingCredentials _ -> "ask for the password";
                case CloudProblem.Unavailable _, CloudProblem.Unreadable _ -> "try again later";
                case CloudProblem.Forbidden _ -> "not yours";
                case CloudProblem.NotFound _, CloudProblem.Ambiguous _ -> "ask for another name";
                case CloudProblem.AbilityMissing _, CloudProblem.Refused _ -> "ask for something else";
            };
            print(reaction + ": " + e.getMessage());
        }
        // end

        assertThat(printed).singleElement().asString().startsWith("try again later: ");
    }

    @Test
    void accounts() {
        String otherEmail = DemoHome.GUEST_EMAIL;
        // example: accounts
        Credentials mine = Credentials.ofPassword(email, password);
        Credentials theirs = Credentials.ofPassword(otherEmail, password);
        try (CrownstoneCloud ada = new CrownstoneCloud(http, mine, options, InstantSource.system());
                CrownstoneCloud gus = new CrownstoneCloud(http, theirs, options, InstantSource.system())) {
            Home home = ada.synchronize().home();
            for (Sphere sphere : gus.synchronize().home().spheres().values()) {
                home = home.with(sphere); // a sphere that both see is there once
            }
            print(home.spheres().size() + " spheres");
        }
        // end

        assertThat(printed).containsExactly("2 spheres");
        assertThat(simulated.logins()).hasSize(2);
    }
}
