package io.crownstone2mqtt.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.crownstone2mqtt.mirror.MirrorOptions.DiscoveryOptions;
import io.crownstone2mqtt.mirror.MirrorOptions.PeopleOptions;
import io.crownstone2mqtt.mirror.MirrorOptions.TopicOptions;
import io.crownstone2mqtt.testing.DiscoveryValidator;
import io.crownstone2mqtt.testing.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** To review a change of what is published is to read the difference of these files. */
class GoldenMirrorTest {
    private static final MirrorOptions DEFAULTS = MirrorOptions.defaults();
    private static final DiscoveryOptions COMPONENT = DEFAULTS.discovery();
    private static final DiscoveryOptions DEVICE = new DiscoveryOptions(true, "homeassistant", true, false);

    private static final DiscoveryOptions INTEGRATION = new DiscoveryOptions(true, "homeassistant", false, true, true);

    static Stream<Arguments> goldens() {
        return Stream.of(
                arguments("mirror-component.txt", DEFAULTS),
                arguments("mirror-device.txt", DEFAULTS.with(DEVICE)),
                arguments("mirror-id.txt", DEFAULTS.with(new TopicOptions("crownstone2mqtt", true))),
                arguments("mirror-integration.txt", DEFAULTS.with(INTEGRATION)));
    }

    static Stream<Arguments> options() {
        DiscoveryOptions lights = new DiscoveryOptions(true, "homeassistant", false, true);
        DiscoveryOptions lightsInDevices = new DiscoveryOptions(true, "homeassistant", true, true);
        return Stream.concat(
                goldens(),
                Stream.of(
                        arguments("lights", DEFAULTS.with(lights)),
                        arguments("lights in devices", DEFAULTS.with(lightsInDevices)),
                        arguments("no presence", DEFAULTS.with(new PeopleOptions(false, true))),
                        arguments(
                                "no presence in devices", DEFAULTS.with(DEVICE).with(new PeopleOptions(false, true))),
                        arguments("no names", DEFAULTS.with(new PeopleOptions(true, false))),
                        arguments("other base", DEFAULTS.with(new TopicOptions("a/b", false)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldens")
    void isAsReviewed(String file, MirrorOptions options) throws IOException {
        List<String> actual = render(options).inOrder().stream()
                .map(each -> each.topic() + " " + each.payload())
                .toList();
        Path copy = Path.of("target", "golden", file);
        Files.createDirectories(copy.getParent());
        Files.write(copy, actual);

        assertThat(actual).as("what is rendered now is in %s", copy).isEqualTo(Resource.lines("/golden/" + file));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void keepsHomeAssistantsRules(String name, MirrorOptions options) {
        Map<String, String> retained = held(options);

        assertThat(DiscoveryValidator.withPrefix("homeassistant").problemsOf(retained))
                .isEmpty();
        assertThat(retained.keySet()).anyMatch(topic -> topic.startsWith("homeassistant/"));
    }

    @Test
    void announcesNothingWhenDiscoveryIsOff() {
        MirrorOptions off = DEFAULTS.with(new DiscoveryOptions(false, "homeassistant", false, false));
        Map<String, String> wanted = held(DEFAULTS);
        wanted.keySet().removeIf(topic -> topic.startsWith("homeassistant/"));
        Map<String, String> without = held(off);
        Stream.of(wanted, without).forEach(each -> each.keySet().removeIf(topic -> topic.contains("/manifest/")));

        assertThat(without).isEqualTo(wanted).isNotEmpty();
        assertThat(held(off).toString()).doesNotContain("homeassistant");
    }

    @Test
    void tellsNothingOfPeopleWithoutPresence() {
        assertThat(held(DEFAULTS.with(new PeopleOptions(false, true))).toString())
                .doesNotContain("Ada")
                .doesNotContain("/user/", "/presence", "device_tracker");
    }

    @Test
    void tellsNobodysNameWithoutNames() {
        assertThat(held(DEFAULTS.with(new PeopleOptions(true, false))).toString())
                .doesNotContainIgnoringCase("Ada")
                .doesNotContainIgnoringCase("Max")
                .contains("05e000000000000000000001");
    }

    @Test
    void neverTellsAnEmailAddressOrABluetoothAddress() {
        assertThat(held(DEFAULTS).toString()).doesNotContain("@example.com", "AA:BB");
    }

    @Test
    void announcesTheSameEntitiesInBothFormats() {
        assertThat(uniqueIds(DEFAULTS.with(DEVICE))).isEqualTo(uniqueIds(DEFAULTS.with(COMPONENT)));
    }

    private static List<String> uniqueIds(MirrorOptions options) {
        return Pattern.compile("\"unique_id\":\"[^\"]+\"")
                .matcher(held(options).toString())
                .results()
                .map(MatchResult::group)
                .sorted()
                .toList();
    }

    private static Mirror render(MirrorOptions options) {
        return new MirrorRenderer(options).render(ExampleHome.snapshot());
    }

    private static Map<String, String> held(MirrorOptions options) {
        Map<String, String> retained = new TreeMap<>();
        render(options)
                .inOrder()
                .forEach(each -> assertThat(retained.put(each.topic(), each.payload()))
                        .as(each.topic())
                        .isNull());
        return retained;
    }
}
