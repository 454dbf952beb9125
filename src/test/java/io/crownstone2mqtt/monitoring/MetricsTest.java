package io.crownstone2mqtt.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.bridge.AccountId;
import io.crownstone2mqtt.bridge.Input;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.testing.Homes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final AccountId ACCOUNT = new AccountId(1);
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) ");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `([a-z0-9_]+)");
    private static final Pattern USED = Pattern.compile("\\b(?:crownstone2mqtt|jvm)_[a-z0-9_]+");

    private final BridgeOnPaper bridge = new BridgeOnPaper();
    private final HealthWatch health = new HealthWatch(
            bridge.state(), ZoneOffset.UTC, bridge::now, () -> bridge.uptime().toNanos());
    private final Metrics metrics = new Metrics(
            new Metrics.Sources("1.2.3", health, () -> 7, () -> 3, Map.of(ACCOUNT, () -> Optional.of(Homes.SUNDAY))),
            bridge::now);

    private MetricsTest happens(Input input) {
        var step = bridge.happens(input);
        health.accept(step.state());
        metrics.ofBridge().stepped(input, step, 2_000_000);
        return this;
    }

    private MetricsTest works() {
        happens(new Input.BrokerUp());
        bridge.passes(Duration.ofSeconds(6));
        happens(new Input.StreamStarted(ACCOUNT));
        bridge.passes(Duration.ofSeconds(1));
        return happens(new Input.SnapshotReceived(ACCOUNT, Homes.ADA, Homes.small()));
    }

    private void assertShows(String... lines) {
        assertThat(metrics.scrape().lines()).contains(lines);
    }

    @Test
    void tellsHowItStands() {
        assertShows("crownstone2mqtt_ready 0.0", "crownstone2mqtt_stream_age_seconds{account=\"1\"} NaN");

        works();
        bridge.passes(Duration.ofSeconds(2));
        assertShows(
                "crownstone2mqtt_ready 1.0",
                "crownstone2mqtt_build{version=\"1.2.3\"} 1.0",
                "crownstone2mqtt_connected{account=\"\",link=\"broker\"} 1.0",
                "crownstone2mqtt_connected{account=\"1\",link=\"stream\"} 1.0",
                "crownstone2mqtt_inbox_depth 7.0",
                "crownstone2mqtt_crownstones 3.0",
                "crownstone2mqtt_spheres 1.0",
                "crownstone2mqtt_picture_age_seconds{account=\"1\"} 2.0",
                "crownstone2mqtt_stream_age_seconds{account=\"1\"} 3.0",
                "crownstone2mqtt_token_age_seconds{account=\"1\"} 9.0");
        assertThat(health.state().retainedTopics()).isPositive();
        assertShows("crownstone2mqtt_retained_topics " + (double) health.state().retainedTopics());
    }

    @Test
    void countsEventsByTypeAndTimesTheirSteps() {
        works().happens(new Input.EventReceived(ACCOUNT, new HomeEvent.StateReported(Homes.HOME, Homes.LAMP, 40)));

        assertShows(
                "crownstone2mqtt_events_total{type=\"state_reported\"} 1.0",
                "crownstone2mqtt_events_total{type=\"entered_sphere\"} 0.0",
                "crownstone2mqtt_step_seconds_bucket{input=\"event\",le=\"0.001\"} 0",
                "crownstone2mqtt_step_seconds_bucket{input=\"event\",le=\"0.0025\"} 1");
    }

    @Test
    void countsConnectionsAndWhyTheyEnd() {
        works().happens(new Input.BrokerDown("gone", false));
        happens(new Input.BrokerDown("no entry", true)).happens(new Input.BrokerUp());
        happens(new Input.StreamLost(ACCOUNT, new CloudProblem.Unavailable("away"), Duration.ofSeconds(1)));

        assertShows(
                "crownstone2mqtt_connections_total{link=\"broker\"} 2.0",
                "crownstone2mqtt_connections_total{link=\"stream\"} 1.0",
                "crownstone2mqtt_connection_failures_total{cause=\"unavailable\",link=\"broker\"} 1.0",
                "crownstone2mqtt_connection_failures_total{cause=\"rejected\",link=\"broker\"} 1.0",
                "crownstone2mqtt_connection_failures_total{cause=\"unavailable\",link=\"stream\"} 1.0",
                "crownstone2mqtt_connection_failures_total{cause=\"wrong_credentials\",link=\"stream\"} 0.0",
                "crownstone2mqtt_stream_age_seconds{account=\"1\"} NaN");
    }

    @Test
    void timesTheStagesOfACommand() {
        works().happens(new Input.BrokerMessage(
                "crownstone2mqtt/home/crownstone/lamp/set", "70".getBytes(StandardCharsets.UTF_8), false));
        bridge.passes(Duration.ofMillis(30));
        happens(new Input.Tick());
        bridge.passes(Duration.ofMillis(100));
        happens(new Input.SwitchAnswered(1, null));
        bridge.passes(Duration.ofMillis(400));
        happens(new Input.EventReceived(ACCOUNT, new HomeEvent.StateReported(Homes.HOME, Homes.LAMP, 70)));

        assertShows(
                "crownstone2mqtt_command_results_total{result=\"accepted\"} 1.0",
                "crownstone2mqtt_command_results_total{result=\"confirmed\"} 1.0",
                "crownstone2mqtt_command_results_total{result=\"failed\"} 0.0",
                "crownstone2mqtt_command_seconds_sum{stage=\"sent\"} 0.03",
                "crownstone2mqtt_command_seconds_sum{stage=\"accepted\"} 0.13",
                "crownstone2mqtt_command_seconds_sum{stage=\"confirmed\"} 0.53");
    }

    @Test
    void timesAcknowledgements() {
        metrics.ofBridge().acknowledged(new Input.BrokerUp(), Duration.ofMillis(3));
        metrics.ofBridge().acknowledged(new Input.BrokerMessage("a/set", new byte[0], false), Duration.ofMillis(20));

        assertShows(
                "crownstone2mqtt_acknowledgement_seconds_count{input=\"event\"} 0",
                "crownstone2mqtt_acknowledgement_seconds_sum{input=\"message\"} 0.02",
                "crownstone2mqtt_acknowledgement_seconds_count{input=\"other\"} 1",
                "crownstone2mqtt_acknowledgement_seconds_bucket{input=\"other\",le=\"0.0025\"} 0",
                "crownstone2mqtt_acknowledgement_seconds_bucket{input=\"other\",le=\"0.005\"} 1");
    }

    @Test
    void areAllDocumented() throws IOException {
        works();
        var documented = names(DOCUMENTED, Files.readString(Path.of("docs/metrics.md")));

        assertThat(documented).isEqualTo(families());
    }

    @Test
    void areThereWhereTheDashboardUsesThem() throws IOException {
        works();
        var used = new TreeSet<>(names(USED, Files.readString(Path.of("docs/grafana-dashboard.json"))));
        assertThat(used).hasSizeGreaterThan(10);

        String scrape = metrics.scrape();
        assertThat(used).allSatisfy(name -> assertThat(scrape).containsPattern("(?m)^" + name + "[{ ]"));
    }

    /** What a histogram's greatest value is called belongs to the histogram. */
    private Set<String> families() {
        var all = names(TYPE, metrics.scrape());
        all.removeIf(name -> name.endsWith("_max") && all.contains(name.replaceFirst("_max$", "")));
        return all;
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.groupCount() == 0 ? match.group() : match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
