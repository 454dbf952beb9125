package io.crownstone2mqtt.bridge;

import static io.crownstone2mqtt.testing.Homes.ADA;
import static io.crownstone2mqtt.testing.Homes.GUS;
import static io.crownstone2mqtt.testing.Homes.HOME;
import static io.crownstone2mqtt.testing.Homes.KETTLE;
import static io.crownstone2mqtt.testing.Homes.KITCHEN;
import static io.crownstone2mqtt.testing.Homes.LAMP;
import static io.crownstone2mqtt.testing.Homes.STUDY;
import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.testing.Homes;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens in whatever order: while the broker is up it holds what is rendered from the home, and nothing else. */
class ConvergencePropertyTest {
    private static final CloudProblem GONE = new CloudProblem.Unavailable("gone");

    /** Something that happens; named for the report of a failure. */
    record Happening(String name, Consumer<Scenario> what) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Property(tries = 300)
    void the_broker_holds_what_is_rendered(@ForAll("happenings") List<Happening> happenings) {
        converges(MirrorOptions.defaults(), happenings);
    }

    @Property(tries = 150)
    void in_the_device_format_too(@ForAll("happenings") List<Happening> happenings) {
        converges(
                MirrorOptions.defaults().with(new MirrorOptions.Discovery(true, "homeassistant", true, false)),
                happenings);
    }

    /** There the name of one Crownstone may change the entity id of another. */
    @Property(tries = 100)
    void with_the_entity_ids_of_the_integration_too(@ForAll("happenings") List<Happening> happenings) {
        converges(
                MirrorOptions.defaults().with(new MirrorOptions.Discovery(true, "homeassistant", false, true, true)),
                happenings);
    }

    private static void converges(MirrorOptions options, List<Happening> happenings) {
        Scenario bridge = new Scenario(Homes.small(), options, 1);
        for (Happening happening : happenings) {
            happening.what().accept(bridge);
            if (bridge.isSettled()) {
                assertThat(bridge.broker()).isEqualTo(bridge.expected());
            }
        }
        bridge.brokerDown().brokerUp().answerSwitch(null).answerFetches().advance(Duration.ofSeconds(30));
        bridge.answerFetches().streamStarted().answerFetches().advance(Duration.ofSeconds(30));
        assertThat(bridge.isSettled()).isTrue();
        assertThat(bridge.broker()).isEqualTo(bridge.expected());
        assertThat(bridge.broker().keySet()).isEqualTo(bridge.expectedOfCloud().keySet());
    }

    @Provide
    Arbitrary<List<Happening>> happenings() {
        return Arbitraries.of(
                        happening("broker up", bridge -> bridge.brokerDown().brokerUp()),
                        happening(
                                "broker wiped",
                                bridge -> bridge.brokerDown().wipeBroker().brokerUp()),
                        happening("stream up", Scenario::streamStarted),
                        happening("stream lost", Scenario::streamLost),
                        happening("answers", Scenario::answerFetches),
                        happening("failures", bridge -> bridge.failFetches(GONE)),
                        happening("a second", bridge -> bridge.advance(Duration.ofSeconds(1))),
                        happening("two minutes", bridge -> bridge.advance(Duration.ofMinutes(2))),
                        hears(new HomeEvent.StateReported(HOME, LAMP, 0)),
                        hears(new HomeEvent.StateReported(HOME, LAMP, 70)),
                        hears(new HomeEvent.StateReported(HOME, KETTLE, 100)),
                        hears(new HomeEvent.AbilityChanged(HOME, LAMP, "dimming", false, true)),
                        hears(new HomeEvent.AbilityChanged(HOME, KETTLE, "dimming", true, true)),
                        hears(new HomeEvent.EnteredLocation(HOME, ADA, KITCHEN)),
                        hears(new HomeEvent.EnteredSphere(HOME, GUS)),
                        hears(new HomeEvent.LeftSphere(HOME, ADA)),
                        hears(new HomeEvent.DataChanged(HOME, "stones", "update", null)),
                        cloud("renamed", lamp("Kettle")),
                        cloud(
                                "moved",
                                Homes.small()
                                        .change(
                                                HOME,
                                                KETTLE,
                                                kettle -> kettle.toBuilder()
                                                        .location(STUDY)
                                                        .build())),
                        cloud(
                                "removed",
                                Homes.small()
                                        .change(
                                                HOME,
                                                sphere -> sphere.withCrownstones(
                                                        sphere.crownstones().without(LAMP)))),
                        cloud("no sphere", Home.EMPTY),
                        cloud("two spheres", Homes.small().with(Sphere.empty(new SphereId("0b0b0b"), "Home"))),
                        cloud("as it was", Homes.small()),
                        sets("home/crownstone/lamp/set", "50"),
                        sets("home/crownstone/kettle/set", "TOGGLE"),
                        sets("home/set", "OFF"),
                        happening("sent", bridge -> bridge.answerSwitch(null)),
                        happening("not sent", bridge -> bridge.answerSwitch(GONE)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    private static Home lamp(String name) {
        return Homes.small()
                .change(HOME, LAMP, lamp -> lamp.toBuilder().name(name).build());
    }

    private static Happening hears(HomeEvent event) {
        return happening(event.toString(), bridge -> bridge.hear(event));
    }

    private static Happening cloud(String name, Home home) {
        return happening("cloud: " + name, bridge -> bridge.cloudHas(home));
    }

    private static Happening sets(String topic, String payload) {
        return happening(topic + " " + payload, bridge -> {
            if (bridge.isBrokerUp()) {
                bridge.set(topic, payload);
            }
        });
    }

    private static Happening happening(String name, Consumer<Scenario> what) {
        return new Happening(name, what);
    }
}
