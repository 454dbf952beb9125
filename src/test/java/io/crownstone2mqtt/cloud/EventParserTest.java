package io.crownstone2mqtt.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.cloud.StreamMessage.Event;
import io.crownstone2mqtt.cloud.StreamMessage.Fault;
import io.crownstone2mqtt.cloud.StreamMessage.Ignored;
import io.crownstone2mqtt.cloud.StreamMessage.Ping;
import io.crownstone2mqtt.cloud.StreamMessage.Started;
import io.crownstone2mqtt.cloud.StreamMessage.TokenRejected;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.home.HomeEvent.AbilityChanged;
import io.crownstone2mqtt.home.HomeEvent.DataChanged;
import io.crownstone2mqtt.home.HomeEvent.EnteredLocation;
import io.crownstone2mqtt.home.HomeEvent.EnteredSphere;
import io.crownstone2mqtt.home.HomeEvent.InvitationChanged;
import io.crownstone2mqtt.home.HomeEvent.LeftLocation;
import io.crownstone2mqtt.home.HomeEvent.LeftSphere;
import io.crownstone2mqtt.home.HomeEvent.SphereTokensChanged;
import io.crownstone2mqtt.home.HomeEvent.StateReported;
import io.crownstone2mqtt.home.HomeEvent.SwitchRequested;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.UserId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {
    private static final SphereId S = new SphereId("s");

    @Test
    void understandsEveryLineOfARecordedDay() {
        List<StreamMessage> messages =
                Recording.lines("events_admin").stream().map(EventParser::parse).toList();

        assertThat(messages).noneMatch(message -> message instanceof Ignored);
        Map<String, Long> counts = messages.stream()
                .map(message -> message instanceof Event(HomeEvent event) ? event : message)
                .collect(Collectors.groupingBy(each -> each.getClass().getSimpleName(), Collectors.counting()));
        assertThat(counts)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("Started", 1L),
                        Map.entry("Ping", 23L),
                        Map.entry("StateReported", 6L),
                        Map.entry("SwitchRequested", 21L),
                        Map.entry("EnteredSphere", 2L),
                        Map.entry("LeftSphere", 1L),
                        Map.entry("EnteredLocation", 3L),
                        Map.entry("LeftLocation", 2L),
                        Map.entry("DataChanged", 15L),
                        Map.entry("AbilityChanged", 2L),
                        Map.entry("InvitationChanged", 2L),
                        Map.entry("SphereTokensChanged", 3L)));
    }

    @Test
    void understandsUsersWithTwoDevices() {
        assertThat(Recording.lines("events_multidevice").stream().map(EventParser::parse))
                .extracting(
                        message -> message instanceof Event(HomeEvent event) ? event.getClass() : message.getClass())
                .containsExactly(
                        Started.class,
                        SwitchRequested.class,
                        StateReported.class,
                        EnteredSphere.class,
                        EnteredLocation.class,
                        EnteredSphere.class,
                        EnteredLocation.class,
                        LeftSphere.class);
    }

    @Test
    void understandsEachKindOfEvent() {
        assertThat(event("'type':'switchStateUpdate','crownstone':{'id':'c','percentage':75,'switchState':75}"))
                .isEqualTo(new StateReported(S, new CrownstoneId("c"), 75));
        assertThat(event("'type':'command','subType':'multiSwitch','switchData':[{'id':'c'},{'uid':2},7,{'id':'d'}]"))
                .isEqualTo(new SwitchRequested(S, List.of(new CrownstoneId("c"), new CrownstoneId("d"))));
        assertThat(event("'type':'presence','subType':'enterSphere','user':{'id':'u'}"))
                .isEqualTo(new EnteredSphere(S, new UserId("u")));
        assertThat(event("'type':'presence','subType':'exitSphere','user':{'id':'u','name':null}"))
                .isEqualTo(new LeftSphere(S, new UserId("u")));
        assertThat(event("'type':'presence','subType':'enterLocation','user':{'id':'u'},'location':{'id':'l'}"))
                .isEqualTo(new EnteredLocation(S, new UserId("u"), new LocationId("l")));
        assertThat(event("'type':'presence','subType':'exitLocation','user':{'id':'u'},'location':{'id':'l'}"))
                .isEqualTo(new LeftLocation(S, new UserId("u"), new LocationId("l")));
        assertThat(event("'type':'dataChange','subType':'stones','operation':'update','changedItem':{'id':'c'}"))
                .isEqualTo(new DataChanged(S, "stones", "update", "c"));
        assertThat(event("'type':'dataChange','subType':'users','operation':'delete'"))
                .isEqualTo(new DataChanged(S, "users", "delete", null));
        assertThat(event("'type':'abilityChange','subType':'dimming','stone':{'id':'c'},"
                        + "'ability':{'type':'dimming','enabled':true,'syncedToCrownstone':false}"))
                .isEqualTo(new AbilityChanged(S, new CrownstoneId("c"), "dimming", true, false));
        assertThat(event("'type':'abilityChange','crownstone':{'id':'c'},'ability':{'type':'x','enabled':false}"))
                .isEqualTo(new AbilityChanged(S, new CrownstoneId("c"), "x", false, false));
        assertThat(event("'type':'invitationChange','operation':'invited','email':'x'"))
                .isEqualTo(new InvitationChanged(S, "invited"));
        assertThat(event("'type':'sphereTokensChanged'")).isEqualTo(new SphereTokensChanged(S));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 100", "0.4, 40", "33.3, 33", "100, 100", "250, 100", "-5, 0", "'\"40\"', 40"})
    void takesAnyNumberForAState(String sent, int percentage) {
        assertThat(event("'type':'switchStateUpdate','crownstone':{'id':'c','percentage':" + sent + "}"))
                .isEqualTo(new StateReported(S, new CrownstoneId("c"), percentage));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'type':'switchStateUpdate','crownstone':{'percentage':75}",
                "'type':'switchStateUpdate','crownstone':{'id':'c','percentage':null}",
                "'type':'switchStateUpdate','crownstone':{'id':'c','percentage':'on'}",
                "'type':'switchStateUpdate','crownstone':'c'",
                "'type':'switchStateUpdate'",
                "'type':'command','subType':'switchCrownstone'",
                "'type':'presence','subType':'enterSphere'",
                "'type':'presence','subType':'enterLocation','user':{'id':'u'}",
                "'type':'presence','subType':'jumped','user':{'id':'u'}",
                "'type':'presence','user':{'id':'u'}",
                "'type':'dataChange','operation':'update'",
                "'type':'abilityChange','subType':'dimming','stone':{'id':'c'}",
                "'type':'abilityChange','subType':'dimming','ability':{'type':'dimming','enabled':true}",
                "'type':'transform','subType':'sessionReady'",
                "'type':'novelty'",
                "'type':7",
                "'x':1"
            })
    void ignoresWhatItCannotUse(String members) {
        assertThat(parsed(members)).isInstanceOf(Ignored.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[1,2]", "\"text\"", "null", "7", "{\"type\":\"ping\"", "{} {}"})
    void ignoresWhatIsNoEvent(String data) {
        assertThat(EventParser.parse(data)).isInstanceOf(Ignored.class);
    }

    @Test
    void ignoresAnEventWithoutASphere() {
        assertThat(EventParser.parse("{\"type\":\"sphereTokensChanged\",\"sphere\":{\"name\":\"Home\"}}"))
                .isInstanceOf(Ignored.class);
    }

    @Test
    void understandsWhatTheStreamSaysAboutItself() {
        Function<String, StreamMessage> system = subType -> parsed("'type':'system','subType':'" + subType + "'");

        assertThat(system.apply("STREAM_START")).isInstanceOf(Started.class);
        assertThat(system.apply("TOKEN_EXPIRED")).isInstanceOf(TokenRejected.class);
        assertThat(system.apply("INVALID_ACCESS_TOKEN")).isInstanceOf(TokenRejected.class);
        assertThat(system.apply("NO_CONNECTION")).isInstanceOf(Fault.class);
        assertThat(system.apply("STREAM_CLOSED")).isInstanceOf(Fault.class);
        assertThat(system.apply("NEWS")).isEqualTo(new Ignored("system/NEWS"));
        assertThat(parsed("'type':'ping','counter':0")).isInstanceOf(Ping.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada@example.com", "57b2a3aa29e8046e6b6c03b2977d797a", "correct horse"})
    void doesNotRepeatWhatIsNoName(String kind) {
        Ignored unnamed = new Ignored("an event whose kind has no proper name");
        assertThat(parsed("'type':'" + kind + "'")).isEqualTo(unnamed);
        assertThat(parsed("'type':'news','subType':'" + kind + "'")).isEqualTo(unnamed);
        assertThat(parsed("'type':'system','subType':'" + kind + "'")).isEqualTo(unnamed);
    }

    private static HomeEvent event(String members) {
        return ((Event) parsed(members)).event();
    }

    private static StreamMessage parsed(String members) {
        return EventParser.parse("{'sphere':{'id':'s'},".replace('\'', '"') + members.replace('\'', '"') + "}");
    }
}
