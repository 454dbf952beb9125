package io.crownstone2mqtt.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.cloud.CloudException;
import io.crownstone2mqtt.cloud.CloudHttp;
import io.crownstone2mqtt.cloud.CloudOptions;
import io.crownstone2mqtt.cloud.Credentials;
import io.crownstone2mqtt.cloud.CrownstoneCloud;
import io.crownstone2mqtt.cloud.Finder;
import io.crownstone2mqtt.cloud.HomeSnapshot;
import io.crownstone2mqtt.home.Ability;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.simulator.Failure;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of docs/java-client.md that read. {@link JavaClientDocsTest} sees to it that they stand there as they stand here. */
class JavaClientExamplesIT extends JavaClientExamples {
    @Test
    void read() {
        // example: read
        HomeSnapshot snapshot = cloud.synchronize();
        for (Sphere sphere : snapshot.home().spheres().values()) {
            print(sphere.label() + ": " + sphere.crownstones().size() + " Crownstones");
        }
        // end

        assertThat(printed).containsExactlyInAnyOrder("Home: 10 Crownstones", "Holiday cottage: 10 Crownstones");
    }

    @Test
    void expert() {
        // example: expert
        InstantSource clock = InstantSource.system();
        Credentials credentials = Credentials.ofPassword(email, password);
        try (CloudHttp http = new CloudHttp(options);
                CrownstoneCloud cloud = new CrownstoneCloud(http, credentials, options, clock)) {
            print(cloud.home().spheres().size() + " spheres");
        }
        // end

        assertThat(printed).containsExactly("2 spheres");
        assertThat(simulated.aliveTokens()).isZero();
    }

    @Test
    void options() {
        // example: options
        CloudOptions patient = CloudOptions.publicCloud()
                .withRequestTimeout(Duration.ofSeconds(60))
                .withParallelRequests(8)
                .withEventsWatchdog(Duration.ofSeconds(90));
        // end

        assertThat(patient.url()).isEqualTo(URI.create("https://cloud.ownstone.org/api"));
        assertThat(patient.eventsUrl()).isEqualTo(URI.create("https://events.ownstone.org/sse"));
        assertThat(patient.limits().requestTimeout()).hasMinutes(1);
        assertThat(patient.limits().parallelRequests()).isEqualTo(8);
    }

    @Test
    void proxy() {
        // example: proxy
        URI proxyUrl = URI.create("http://proxy.example.org:3128");
        CloudOptions proxied = CloudOptions.publicCloud()
                .withProxy(CloudOptions.Proxy.of(proxyUrl).withLogin("ada", "secret"));
        // end

        assertThat(proxied.proxy()).hasToString("the proxy http://proxy.example.org:3128");
        assertThat(proxied.eventsProxy()).isEqualTo(proxied.proxy());
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

        assertThat(fresh.crownstones()).isEqualTo(sphere.crownstones());
        assertThat(fresh.locations()).isEqualTo(sphere.locations());
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
        Sphere sphere = sphere();
        Crownstone crownstone = lamp(sphere);
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
        SwitchState state = crownstone.state(); // null while none was ever reported
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
}
