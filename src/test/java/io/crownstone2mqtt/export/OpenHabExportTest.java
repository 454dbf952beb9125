package io.crownstone2mqtt.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.crownstone2mqtt.export.ItemsFile.Item;
import io.crownstone2mqtt.export.SitemapFile.Frame;
import io.crownstone2mqtt.export.ThingsFile.Channel;
import io.crownstone2mqtt.export.ThingsFile.Thing;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.mirror.ExampleHome;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.mirror.MirrorOptions.PeopleOptions;
import io.crownstone2mqtt.mirror.MirrorOptions.TopicOptions;
import io.crownstone2mqtt.mirror.Retained;
import io.crownstone2mqtt.mirror.TopicScheme;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenHabExportTest {
    private static final MirrorOptions DEFAULTS = ExportedHome.OPTIONS;

    static Stream<Arguments> homes() {
        Home hostile = ExportedHome.named(ExportedHome.HOSTILE);
        return Stream.of(
                arguments("example", ExampleHome.home(), DEFAULTS),
                arguments("example by id", ExampleHome.home(), DEFAULTS.with(new TopicOptions("a/b", true))),
                arguments("no presence", ExampleHome.home(), DEFAULTS.with(new PeopleOptions(false, true))),
                arguments("no names", ExampleHome.home(), DEFAULTS.with(new PeopleOptions(true, false))),
                arguments("hostile names", hostile, DEFAULTS),
                arguments("hostile base", hostile, DEFAULTS.with(new TopicOptions("my \"house\"\\%$é💡", false))),
                arguments("empty", Home.EMPTY, DEFAULTS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void namesOnlyTopicsThatTheBridgePublishesOrHears(String name, Home home, MirrorOptions options) {
        TopicScheme topics = new TopicScheme(options);
        Set<String> published = ExportedHome.mirror(home, options).inOrder().stream()
                .map(Retained::topic)
                .collect(Collectors.toSet());

        for (Thing thing : things(home, options)) {
            assertThat(published).contains(parameter(thing.parameters().get("availabilityTopic")));
            assertThat(thing.parameters())
                    .containsEntry("payloadAvailable", "online")
                    .containsEntry("payloadNotAvailable", "offline");
            for (Channel channel : thing.channels()) {
                String command = channel.parameters().get("commandTopic");
                if (channel.id().equals("activate")) {
                    assertThat(topics.commanded(parameter(command))).isPresent();
                    assertThat(published).contains(parameter(command).replaceAll("set$", "attributes"));
                    continue;
                }
                String state = parameter(channel.parameters().get("stateTopic"));
                if (command == null) {
                    assertThat(published).contains(state);
                } else {
                    assertThat(command).isEqualTo(state + "/set");
                    assertThat(topics.commanded(command)).isPresent();
                    assertThat(published).contains(state.replaceAll("[^/]+$", "attributes"));
                }
            }
        }
    }

    private static String parameter(@Nullable String value) {
        return Objects.requireNonNull(value);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void linksEveryItemToAChannelThatIsThere(String name, Home home, MirrorOptions options) {
        List<Thing> things = things(home, options);
        List<Item> items = items(home, options);

        Set<String> channels = things.stream()
                .flatMap(thing -> thing.channels().stream().map(channel -> thing.uid() + ":" + channel.id()))
                .collect(Collectors.toSet());
        assertThat(things)
                .extracting(Thing::uid)
                .doesNotHaveDuplicates()
                .allMatch(uid -> uid.matches("mqtt:topic:broker:[A-Za-z0-9_-]+"));
        assertThat(items)
                .extracting(Item::name)
                .doesNotHaveDuplicates()
                .allMatch(item -> item.matches("[A-Za-z_][A-Za-z0-9_]*"));
        assertThat(items.stream().map(Item::channel).filter(Objects::nonNull))
                .doesNotHaveDuplicates()
                .isSubsetOf(channels);
        Set<String> groups = items.stream()
                .filter(item -> item.type().equals("Group"))
                .map(Item::name)
                .collect(Collectors.toSet());
        assertThat(items.stream().map(Item::group).filter(Objects::nonNull)).isSubsetOf(groups);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void showsEveryPointThatCanBeSwitchedOnceInTheSitemap(String name, Home home, MirrorOptions options) {
        List<Frame> frames =
                SitemapFile.read(ExportedHome.file(home, options, ExportFormat.OPENHAB, "sitemaps/crownstone.sitemap"));

        List<String> shown = frames.stream()
                .flatMap(frame -> frame.widgetsByItem().entrySet().stream())
                .filter(widget -> !widget.getValue().equals("Text"))
                .map(widget -> widget.getKey() + " " + widget.getValue())
                .toList();
        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(items(home, options).stream()
                        .filter(item ->
                                item.tags().contains("Control") || item.tags().contains("Switch"))
                        .map(item -> item.name() + (item.type().equals("Dimmer") ? " Slider" : " Switch"))
                        .toList());
        Set<String> all = items(home, options).stream().map(Item::name).collect(Collectors.toSet());
        assertThat(frames)
                .allSatisfy(frame ->
                        assertThat(all).containsAll(frame.widgetsByItem().keySet()));
    }

    @Test
    void keepsHostileNamesAsLabels() {
        Home home = ExportedHome.named(ExportedHome.HOSTILE);

        assertThat(things(home, DEFAULTS).stream().map(Thing::label))
                .contains(
                        "Max's \"best\" lamp",
                        "C:\\lamps\\",
                        "\\",
                        "100 % [%d] <b>&amp;</b>",
                        "${HOME} $1 #{x} #quot;",
                        "👨‍👩‍👧 room",
                        "two lines   and a tab",
                        "]); } // Thing x");
    }

    /** What stands in square brackets is a format in openHAB. */
    @Test
    void keepsSquareBracketsOutOfTheLabelsOfItems() {
        Home home = ExportedHome.named(ExportedHome.HOSTILE);

        assertThat(items(home, DEFAULTS).stream().map(Item::label))
                .contains("100 % (%d) <b>&amp;</b>", "100 % (%d) <b>&amp;</b> [%s]")
                .allMatch(label -> label.matches("[^\\[\\]]*( \\[(%s|%d %%)])?"));
    }

    @Test
    void dimsOnlyWhatDims() {
        List<Thing> things = things(ExampleHome.home(), DEFAULTS);

        assertThat(channels(things, "crownstone_home_desk-lamp")).containsExactly("switch switch", "dimmer brightness");
        assertThat(channels(things, "crownstone_home_coffee-machine")).containsExactly("switch switch");
        assertThat(things).noneMatch(thing -> thing.label().equals("Dongle"));
    }

    private static List<String> channels(List<Thing> things, String id) {
        return things.stream()
                .filter(thing -> thing.uid().endsWith(":" + id))
                .flatMap(thing -> thing.channels().stream())
                .map(channel -> channel.type() + " " + channel.id())
                .toList();
    }

    @Test
    void takesTheBrokerThatIsNamed() {
        Exports exports =
                new Exports(ExampleHome.home(), ExportedHome.METERED, DEFAULTS, "mqtt:systemBroker:my-broker");
        String text = String.valueOf(exports.of(ExportFormat.OPENHAB).get("things/crownstone.things"));

        assertThat(ThingsFile.read(text)).allSatisfy(thing -> {
            assertThat(thing.bridge()).isEqualTo("mqtt:systemBroker:my-broker");
            assertThat(thing.uid()).startsWith("mqtt:topic:my-broker:");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "broker", "mqtt:broker", "mqtt:broker:", "mqtt:topic:x", "mqtt:broker:a b", "mqtt:broker:a:b"
            })
    void refusesABrokerThatOpenHabCannotHave(String broker) {
        assertThatThrownBy(() -> new Exports(Home.EMPTY, Set.of(), DEFAULTS, broker))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + broker
                        + "' is not the UID of a broker's Thing; copy it from openHAB, it is like mqtt:broker:broker");
    }

    private static List<Thing> things(Home home, MirrorOptions options) {
        return ThingsFile.read(ExportedHome.file(home, options, ExportFormat.OPENHAB, "things/crownstone.things"));
    }

    private static List<Item> items(Home home, MirrorOptions options) {
        return ItemsFile.read(ExportedHome.file(home, options, ExportFormat.OPENHAB, "items/crownstone.items"));
    }
}
