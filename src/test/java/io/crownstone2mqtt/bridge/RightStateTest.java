package io.crownstone2mqtt.bridge;

import static io.crownstone2mqtt.testing.Homes.ADA;
import static io.crownstone2mqtt.testing.Homes.HOME;
import static io.crownstone2mqtt.testing.Homes.KETTLE;
import static io.crownstone2mqtt.testing.Homes.LAMP;
import static io.crownstone2mqtt.testing.Homes.STUDY;
import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.HomeEvent.EnteredLocation;
import io.crownstone2mqtt.home.HomeEvent.StateReported;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.home.Role;
import io.crownstone2mqtt.home.SpherePart;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.testing.Homes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is answered, reported or lost, in whatever order: what is shown is right in the end, and never confirmed without reason. */
class RightStateTest {
    private static final String LAMP_SET = "home/crownstone/lamp/set";
    private static final String KETTLE_SET = "home/crownstone/kettle/set";
    private static final String RESYNC = "crownstone2mqtt/bridge/request/resync";
    private static final Duration QUICK = Duration.ofMillis(400);

    private final Scenario bridge = Scenario.running(Homes.small());

    private static Home with(CrownstoneId id, int percentage) {
        return Homes.small().change(HOME, id, each -> each.withState(Homes.synced(percentage)));
    }

    private String lamp() {
        return String.valueOf(bridge.retained("home/crownstone/lamp/state"));
    }

    private String kettle() {
        return String.valueOf(bridge.retained("home/crownstone/kettle/state"));
    }

    /** Answers a question with what the cloud had then, not with what it has now. */
    private void answer(Effect question, Home asOfThen) {
        if (question instanceof Effect.Fetch(AccountId account, FetchScope scope)) {
            bridge.step(new CloudOfValues(ADA, asOfThen).answer(account, scope));
        }
    }

    private Effect only(List<Effect> asked) {
        assertThat(asked).hasSize(1);
        return asked.getFirst();
    }

    @Test
    void a_last_command_that_nobody_carries_out_is_not_confirmed_by_an_earlier_one() {
        bridge.set(LAMP_SET, "ON").answerSwitch(null).advance(QUICK);
        bridge.set(LAMP_SET, "OFF").set(LAMP_SET, "ON");
        bridge.hear(new StateReported(HOME, LAMP, 100)).answerSwitch(null).advance(QUICK);
        bridge.answerSwitch(null).hear(new StateReported(HOME, LAMP, 0));
        bridge.cloudHas(with(LAMP, 0)).advance(Duration.ofSeconds(16)).answerFetches();

        assertThat(lamp()).contains("\"state\":\"OFF\"").contains("\"confirmed\":true");
        assertThat(bridge.results()).last().isEqualTo("unconfirmed");
    }

    @Test
    void an_expired_command_is_shown_no_more() {
        bridge.set(LAMP_SET, "ON").set(LAMP_SET, "OFF").advance(Duration.ofSeconds(11));
        bridge.answerSwitch(null).hear(new StateReported(HOME, LAMP, 100));

        assertThat(bridge.results()).containsExactly("expired", "accepted", "confirmed");
        assertThat(lamp()).contains("\"brightness\":100,\"confirmed\":true");
    }

    @Test
    void a_command_ends_although_the_account_may_only_look_on_now() {
        bridge.set(LAMP_SET, "80").answerSwitch(null);
        bridge.cloudHas(guest()).receive(RESYNC, "now").answerFetches();
        bridge.advance(Duration.ofSeconds(16)).answerFetches();

        assertThat(bridge.results()).containsExactly("accepted", "unconfirmed");
        assertThat(lamp()).contains("\"brightness\":40,\"confirmed\":true");
    }

    @Test
    void a_command_that_waits_is_not_sent_by_an_account_that_may_only_look_on_now() {
        bridge.set(LAMP_SET, "80").set(LAMP_SET, "90");
        bridge.cloudHas(guest()).receive(RESYNC, "now").answerFetches();
        bridge.answerSwitch(null).advance(QUICK);

        assertThat(bridge.switches()).isEmpty();
        assertThat(bridge.results()).containsExactly("accepted", "failed");
    }

    private static Home guest() {
        return Homes.small()
                .change(
                        HOME,
                        sphere -> sphere.with(new User(ADA, "Ada", "Admin", "ada@example.com", true, Role.GUEST)));
    }

    @Test
    void an_event_from_before_a_command_says_nothing_about_it() {
        bridge.receive(RESYNC, "now");
        Effect question = only(bridge.asked());
        bridge.hear(new StateReported(HOME, LAMP, 70)).set(LAMP_SET, "30").answerSwitch(null);
        answer(question, Homes.small());
        assertThat(lamp()).contains("\"brightness\":30,\"confirmed\":false");

        bridge.set(LAMP_SET, "70").answerSwitch(null).advance(QUICK).answerSwitch(null);
        assertThat(bridge.results()).containsOnly("accepted");
        assertThat(lamp()).contains("\"brightness\":70,\"confirmed\":false");
    }

    @Test
    void reading_one_crownstone_back_says_nothing_about_the_command_of_another() {
        bridge.set(LAMP_SET, "80").answerSwitch(null).advance(Duration.ofMillis(14_900));
        bridge.set(KETTLE_SET, "ON").advance(Duration.ofMillis(100));
        bridge.answerFetches();

        assertThat(kettle()).contains("\"state\":\"ON\"").contains("\"confirmed\":false");
        assertThat(lamp()).contains("\"brightness\":40,\"confirmed\":true");
    }

    @Test
    void an_answer_that_was_asked_for_before_a_command_left_decides_nothing() {
        bridge.receive(RESYNC, "now");
        Effect question = only(bridge.asked());
        bridge.set(KETTLE_SET, "ON");
        answer(question, with(KETTLE, 100));

        assertThat(kettle()).contains("\"confirmed\":false");
        assertThat(bridge.answerSwitch(null).results()).containsExactly("accepted");
    }

    @Test
    void a_slow_snapshot_does_not_send_anybody_away() {
        bridge.receive(RESYNC, "now");
        Effect question = only(bridge.asked());
        bridge.advance(Duration.ofSeconds(1)).hear(new EnteredLocation(HOME, ADA, STUDY));
        bridge.published();
        answer(question, Homes.small());

        assertThat(bridge.published()).noneMatch(line -> line.contains("not_home"));
        bridge.cloudHas(adaIsIn()).advance(Duration.ofSeconds(2)).answerFetches();
        assertThat(bridge.retained("home/user/ada/presence")).isEqualTo("home");
        assertThat(bridge.published()).noneMatch(line -> line.contains("not_home"));
    }

    private static Home adaIsIn() {
        return Homes.small().change(HOME, sphere -> sphere.withPresence(Presence.NOBODY.entered(ADA, STUDY)));
    }

    @Test
    void one_accounts_slow_snapshot_is_older_than_another_accounts_event() {
        Scenario two = new Scenario(Homes.small(), MirrorOptions.defaults(), 2).brokerUp();
        AccountId other = new AccountId(2);
        two.streamStarted().step(new Input.StreamStarted(other)).answerFetches().advance(Duration.ofSeconds(5));
        two.receive(RESYNC, "now").asked();
        two.advance(Duration.ofSeconds(1)).step(new Input.EventReceived(other, new StateReported(HOME, LAMP, 90)));
        two.step(new CloudOfValues(ADA, Homes.small()).answer(Scenario.ACCOUNT, new FetchScope.Everything()));

        assertThat(two.retained("home/crownstone/lamp/brightness")).isEqualTo("90");
    }

    @Test
    void a_message_that_is_cleared_while_the_broker_is_surveyed_is_published_again() {
        String topic = "homeassistant/light/crownstone_" + LAMP + "/light/config";
        bridge.brokerDown().connectWithoutMark();
        bridge.left(topic, "").receive(topic, "").advance(Duration.ofSeconds(6));

        assertThat(bridge.broker()).isEqualTo(bridge.expected());
    }

    @ParameterizedTest
    @ValueSource(longs = {-5, 0, 1})
    void a_cloud_that_asks_to_be_asked_at_once_is_left_its_peace(long seconds) {
        bridge.receive(RESYNC, "now");
        int questions = 0;
        for (int tenth = 0; tenth < 600; tenth++) {
            questions += bridge.asked(Effect.Fetch.class);
            bridge.failFetches(new CloudProblem.Unavailable("the cloud is ill", Duration.ofSeconds(seconds)));
            bridge.advance(Duration.ofMillis(100));
        }
        assertThat(questions).isBetween(3, 15);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LAMP_SET,
                "home/set",
                "home/location/study/set",
                "bridge/request/restart",
                "bridge/request/resync"
            })
    void an_empty_message_is_no_command(String topic) {
        bridge.receive("crownstone2mqtt/" + topic, "").advance(Duration.ofSeconds(1));

        assertThat(bridge.published()).isEmpty();
        assertThat(bridge.asked()).isEmpty();
    }

    @Test
    void results_wait_for_the_broker() {
        bridge.set(LAMP_SET, "80").answerSwitch(null).brokerDown();
        bridge.hear(new StateReported(HOME, LAMP, 80)).brokerUp();

        assertThat(bridge.results()).containsExactly("accepted", "confirmed");
    }

    @Test
    void a_fetch_that_could_not_be_sent_is_asked_for_again() {
        bridge.receive(RESYNC, "now");
        Effect question = only(bridge.asked());
        bridge.step(new Input.EffectFailed(question, "a fault")).advance(Duration.ofSeconds(6));

        assertThat(bridge.asked()).containsExactly(question);
    }

    @Test
    void a_fetch_that_is_never_answered_is_asked_for_again() {
        bridge.receive(RESYNC, "now");
        Effect question = only(bridge.asked());
        bridge.advance(Duration.ofMinutes(6));

        assertThat(bridge.asked()).contains(question);
    }

    @Test
    void a_command_that_is_never_answered_ends() {
        bridge.set(LAMP_SET, "80").advance(Duration.ofMinutes(3));

        assertThat(bridge.results()).containsExactly("failed");
        assertThat(lamp()).contains("\"brightness\":40,\"confirmed\":true");
    }

    @Test
    void people_that_cannot_be_read_do_not_take_the_sphere_away() {
        bridge.cloudHas(adaIsIn()).receive(RESYNC, "now").answerFetches();
        bridge.receive(RESYNC, "now").asked();
        Home withoutPeople = Homes.small().change(HOME, sphere -> sphere.withPresence(Presence.NOBODY));
        bridge.step(new Input.SnapshotReceived(
                Scenario.ACCOUNT, ADA, withoutPeople, Map.of(HOME, Set.of(SpherePart.USERS, SpherePart.PRESENCE))));

        assertThat(bridge.retained("home/user/ada/presence")).isEqualTo("home");
        assertThat(lamp()).contains("\"brightness\":40");
        bridge.set(LAMP_SET, "80");
        assertThat(bridge.switches()).hasSize(1);
    }

    @Test
    void a_password_that_is_right_again_is_noticed_while_the_stream_stays_open() {
        bridge.receive(RESYNC, "now").failFetches(new CloudProblem.WrongCredentials("the password is wrong"));
        assertThat(bridge.retained("bridge/account/1/events")).isEqualTo("online");
        assertThat(bridge.retained("bridge/account/1/cloud")).isEqualTo("offline");
        bridge.advance(Duration.ofSeconds(61));
        assertThat(bridge.retained("home/availability")).isEqualTo("offline");

        bridge.advance(Duration.ofMinutes(6)).answerFetches();
        assertThat(bridge.retained("home/availability")).isEqualTo("online");
        assertThat(bridge.retained("bridge/account/1/cloud")).isEqualTo("online");
        assertThat(bridge.retained("bridge/problems")).contains("\"count\":0");
    }

    @Test
    void the_trouble_with_a_sphere_ends_with_the_sphere() {
        bridge.advance(Duration.ofMinutes(3).plusSeconds(20));
        bridge.failFetches(new CloudProblem.Unreadable("nonsense about a sphere"));
        assertThat(bridge.retained("bridge/problems")).contains("\"count\":1");

        bridge.cloudHas(Home.EMPTY).receive(RESYNC, "now").answerOnly(FetchScope.Everything.class);
        bridge.advance(Duration.ofSeconds(6)).answerOnly(FetchScope.Everything.class);
        assertThat(bridge.retained("bridge/problems")).contains("\"count\":0");
    }

    @Test
    void people_who_are_timed_out_or_come_back_silently_are_noticed_within_minutes() {
        bridge.cloudHas(adaIsIn()).advance(Duration.ofSeconds(200)).answerFetches();
        assertThat(bridge.retained("home/user/ada/presence")).isEqualTo("home");
        bridge.cloudHas(Homes.small()).advance(Duration.ofSeconds(200)).answerFetches();
        assertThat(bridge.retained("home/user/ada/presence")).isEqualTo("not_home");
    }

    @Test
    void without_presence_nobody_asks_who_is_there() {
        MirrorOptions usual = MirrorOptions.defaults();
        Scenario quiet = Scenario.running(Homes.small(), usual.with(new MirrorOptions.PeopleOptions(false, true)));
        quiet.advance(Duration.ofMinutes(14));
        assertThat(quiet.asked()).isEmpty();
    }

    @Test
    void on_leaves_a_dimmer_that_is_on_at_its_level_and_is_soon_confirmed() {
        bridge.set(LAMP_SET, "ON");
        assertThat(lamp()).contains("\"brightness\":40,\"confirmed\":false");
        bridge.answerSwitch(null).advance(Duration.ofSeconds(2)).answerFetches();

        assertThat(bridge.results()).containsExactly("accepted", "confirmed");
        assertThat(lamp()).contains("\"brightness\":40,\"confirmed\":true");
    }

    @Test
    void a_command_counts_from_its_arrival() {
        bridge.receiveLate("crownstone2mqtt/" + LAMP_SET, "80", Duration.ofSeconds(11))
                .advance(Duration.ofSeconds(1));

        assertThat(bridge.switches()).isEmpty();
        assertThat(bridge.results()).containsExactly("expired");
    }

    @Test
    void an_answer_that_takes_much_away_is_asked_for_again_before_it_is_believed() {
        bridge.cloudHas(Home.EMPTY).receive(RESYNC, "now").answerFetches();
        assertThat(lamp()).contains("\"brightness\":40");
        bridge.cloudHas(Homes.small()).advance(Duration.ofSeconds(6)).answerFetches();
        assertThat(bridge.published()).noneMatch(line -> line.startsWith("home/"));

        bridge.cloudHas(Home.EMPTY).receive(RESYNC, "now").answerFetches();
        bridge.advance(Duration.ofSeconds(6)).answerFetches();
        assertThat(bridge.retained("home/crownstone/lamp/state")).isNull();
    }

    @Test
    void only_what_changed_is_news() {
        bridge.receive(RESYNC, "now").answerFetches();
        assertThat(bridge.said()).containsExactly("asked to take a snapshot of the cloud");

        Home changed = Homes.small()
                .change(
                        HOME,
                        LAMP,
                        lamp -> lamp.toBuilder().name("Reading lamp").build());
        bridge.cloudHas(changed).receive(RESYNC, "now").answerFetches();
        assertThat(bridge.said()).contains("Lamp (Home): the Crownstone is called Reading lamp now");
    }
}
