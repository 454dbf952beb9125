package io.crownstone2mqtt.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.PersistentMap;
import io.crownstone2mqtt.testing.DiscoveryValidator;
import io.crownstone2mqtt.testing.PublicationOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every change of the home or of the options leaves the broker with the new mirror, and comes in the order to be kept. */
class PublicationsOrderTest {
    private static final MirrorOptions DEFAULTS = MirrorOptions.defaults();
    private static final DiscoveryValidator VALIDATOR = DiscoveryValidator.withPrefix("homeassistant");

    static Stream<Transition> transitions() {
        return Transition.all();
    }

    static Stream<Transition> changesOfTheHome() {
        return Transition.all().filter(Transition::isOfTheHome);
    }

    @ParameterizedTest
    @MethodSource("transitions")
    void afterARestart(Transition transition) {
        Run run = new Run(transition);

        run.publish(null);

        run.isDone();
    }

    @ParameterizedTest
    @MethodSource("changesOfTheHome")
    void whileItRuns(Transition transition) {
        Run run = new Run(transition);

        run.publish(transition.before());

        run.isDone();
    }

    /** The bridge dies after any of the messages, and starts again. */
    @ParameterizedTest
    @MethodSource("transitions")
    void afterADeathOnTheWay(Transition transition) {
        Run whole = new Run(transition);
        whole.publish(null);
        Map<String, String> wanted = whole.wanted();
        for (int batch = 0; batch < whole.batches.size(); batch++) {
            for (int survived = 1; survived <= whole.batches.get(batch).size(); survived++) {
                Run second = new Run(transition);
                whole.batches.subList(0, batch).forEach(second::hold);
                second.hold(whole.batches.get(batch).subList(0, survived));

                second.publish(null);

                assertThat(second.held)
                        .as("after %d messages of %d", survived, batch)
                        .isEqualTo(wanted);
            }
        }
    }

    @Test
    void swapsTheEntityOfADeviceInThreeSteps() {
        Transition toSwitch = Transition.of(
                "to switch",
                DEFAULTS.with(Transition.DEVICE),
                ExampleHome.home(),
                ExampleHome.with(ExampleHome.DESK_LAMP, lamp -> lamp.dimming(false)));
        Run run = new Run(toSwitch);

        run.publish(toSwitch.before());

        String topic = "homeassistant/device/crownstone_" + ExampleHome.DESK_LAMP + "/config";
        assertThat(run.batches).as("three steps, and the list of topics").hasSize(4);
        assertThat(run.payloads(topic))
                .satisfiesExactly(
                        both -> assertThat(both)
                                .contains("\"unique_id\":\"crownstone_c00000000000000000000001_light\"")
                                .contains("\"switch\":{\"platform\":\"switch\",\"name\""),
                        removal -> assertThat(removal).contains("\"light\":{\"platform\":\"light\"}"),
                        last -> assertThat(last).doesNotContain("\"light\""));
    }

    @Test
    void publishesNothingWhenNothingChanged() {
        for (MirrorOptions options : Transition.formats().toList()) {
            Run run = new Run(Transition.of("same", options, ExampleHome.home(), ExampleHome.home()));

            run.publish(null);

            assertThat(run.batches).containsExactly(List.of());
        }
    }

    @Test
    void leavesOrphansAloneUntilTheSnapshotIsWhole() {
        Transition emptied = Transition.of("emptied", DEFAULTS, ExampleHome.home(), Home.EMPTY);

        Publications news = Publications.between(
                null, emptied.after(), new Run(emptied).published(), new TopicScheme(DEFAULTS), false);

        assertThat(news.messages()).noneMatch(message -> message.payload().isEmpty());
    }

    /** A broker that hears what is published, with the pauses that the bridge makes. */
    private static final class Run {
        private final Transition transition;
        private final Map<String, String> held;
        private final List<List<Message>> batches = new ArrayList<>();

        Run(Transition transition) {
            this.transition = transition;
            this.held = contents(transition.before());
        }

        private static Map<String, String> contents(Mirror mirror) {
            Map<String, String> contents = new TreeMap<>();
            mirror.inOrder().forEach(each -> contents.put(each.topic(), each.payload()));
            return contents;
        }

        Map<String, String> wanted() {
            return contents(transition.after());
        }

        PersistentMap<String, String> published() {
            PersistentMap<String, String> all = PersistentMap.empty();
            for (Map.Entry<String, String> each : held.entrySet()) {
                all = all.with(each.getKey(), each.getValue());
            }
            return all;
        }

        void publish(@Nullable Mirror last) {
            TopicScheme topics = new TopicScheme(transition.options());
            List<Message> moves = Publications.moves(transition.after(), published(), topics);
            if (!moves.isEmpty()) {
                hear(moves);
            }
            Publications news = Publications.between(last, transition.after(), published(), topics, true);
            hear(news.messages());
            List<Message> later = new ArrayList<>(news.later());
            while (!later.isEmpty()) {
                List<Message> batch = Publications.nextOf(later);
                batch.forEach(later::remove);
                hear(batch);
            }
            List<Message> listed = Publications.manifest(transition.after(), published(), Set.of(), topics);
            if (!listed.isEmpty()) {
                hear(listed);
            }
        }

        void hear(List<Message> batch) {
            assertThat(PublicationOrder.check(held, batch)).isEmpty();
            batches.add(batch);
            for (Message message : batch) {
                assertThat(message.retained()).isTrue();
                assertThat(VALIDATOR.problemsOf(message.topic(), message.payload()))
                        .isEmpty();
            }
            hold(batch);
        }

        void hold(List<Message> batch) {
            for (Message message : batch) {
                if (message.payload().isEmpty()) {
                    held.remove(message.topic());
                } else {
                    held.put(message.topic(), message.payload());
                }
            }
        }

        List<String> payloads(String topic) {
            return batches.stream()
                    .flatMap(List::stream)
                    .filter(message -> message.topic().equals(topic))
                    .map(Message::payload)
                    .toList();
        }

        void isDone() {
            Map<String, String> differences = new LinkedHashMap<>(held);
            differences.entrySet().removeAll(wanted().entrySet());
            assertThat(differences).isEmpty();
            assertThat(held).isEqualTo(wanted());
            assertThat(VALIDATOR.problemsOf(held)).isEmpty();
            assertThat(batches.getFirst()).isNotEmpty();
        }
    }
}
