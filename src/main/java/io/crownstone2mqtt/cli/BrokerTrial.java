package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.cli.BrokerClient.Received;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.TopicScheme;
import io.crownstone2mqtt.mqtt.BrokerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tries on the broker what the bridge does there: its filters, its topics, retained messages, its sizes. Each step has a
 * connection of its own, for some brokers end it at what they forbid. Nothing is left behind.
 *
 * @param options with a client id that nobody uses now
 * @param why it is not the bridge's; null if it is
 * @param howToTell what to do if only the client id may be the reason of a failure
 */
record BrokerTrial(
        Settings settings,
        CheckReport report,
        TopicScheme topics,
        BrokerOptions options,
        @Nullable String why,
        String howToTell) {
    static final String RETAINED = "retained messages";
    static final String SIZE = "message size";
    static final String DISCOVERY = "discovery";
    private static final String COMMANDS = "commands";

    /** The longest of what the bridge publishes by itself, and of an answer to a request. */
    private static final List<Integer> SIZES = List.of(8 * 1024, 16 * 1024);

    /** What the login was, for people; empty if it was that of the bridge. */
    String way() {
        return why == null ? "" : "; as '" + options.clientId() + "', for " + why;
    }

    void run() {
        boolean allowed = report.step(BrokerCheck.RIGHTS, this::rights);
        if (allowed) {
            commands();
            report.step(RETAINED, this::retained);
            report.step(SIZE, this::size);
        } else {
            report.skip(RETAINED, BrokerCheck.SEE_ABOVE);
            report.skip(SIZE, BrokerCheck.SEE_ABOVE);
        }
        if (settings.homeAssistant().enabled()) {
            report.step(DISCOVERY, this::discovery);
        } else {
            report.skip(DISCOVERY, "home-assistant.enabled is false");
        }
    }

    /** With the filters of the bridge, on topics of things that there are not. */
    private String rights() {
        String base = settings.mqtt().baseTopic();
        List<Message> echoes = new ArrayList<>(echoes(TopicScheme.probes(topics.mirrorFilters()), "x"));
        echoes.add(Message.once(topics.probe(), "x"));
        if (why == null) {
            echoes.add(Message.once(topics.bridgeState(), "offline")); // which is so
        }
        Received received = connected(client -> client.ask(
                topics.mirrorFilters(),
                Stream.concat(
                                topics.commandFilters().stream(),
                                Stream.of(settings.homeAssistant().statusTopic()))
                        .toList(),
                echoes,
                Duration.ZERO));
        demand(received, base + "/#");
        return "allowed below " + base + "/" + (why == null ? "" : ", as '" + options.clientId() + "'");
    }

    /** The bridge need not write where it only reads, and some brokers hang up then: what does not come back proves nothing. */
    private void commands() {
        List<String> sets = topics.commandFilters().stream()
                .filter(filter -> !filter.equals(topics.request("+")))
                .toList();
        Received received =
                connected(client -> client.ask(List.of(), sets, echoes(TopicScheme.probes(sets), ""), Duration.ZERO));
        if (!received.echoed()) {
            report.skip(
                    COMMANDS,
                    "not proven: what is published on " + some(received.missing())
                            + " does not come back, which is fine only if the bridge may read there and not write");
        }
    }

    private String retained() {
        boolean kept = connected(client -> client.keeps(Message.retained(topics.probe(), "kept?")));
        if (!kept) {
            throw failure(
                    "the broker does not keep retained messages",
                    "allow them: states and devices would be gone for clients that connect later");
        }
        return "kept, and a retained last will is accepted";
    }

    private String size() {
        SIZES.forEach(this::demandSize);
        return "up to " + SIZES.getLast() / 1024 + " kB";
    }

    private void demandSize(int size) {
        String most = "allow 64 kB in the broker's limits (Mosquitto: max_packet_size, message_size_limit)";
        Received received = connected(client -> client.ask(
                List.of(), List.of(), List.of(Message.once(topics.probe(), "x".repeat(size))), Duration.ZERO));
        String what = "a message of " + size / 1024 + " kB";
        if (received.lost() != null) {
            throw failure("the broker ends the connection at " + what, most);
        }
        if (!received.echoed()) {
            throw failure("the broker drops " + what + " silently", most);
        }
    }

    private String discovery() {
        Settings.HomeAssistant homeAssistant = settings.homeAssistant();
        List<Message> echoes = echoes(
                topics.discoveryProbes(
                        settings.mqtt().clientId(), homeAssistant.discoveryFormat() == Settings.DiscoveryFormat.DEVICE),
                "");
        Received received = connected(client ->
                client.ask(topics.discoveryFilters(), List.of(homeAssistant.statusTopic()), echoes, Duration.ZERO));
        demand(received, homeAssistant.discoveryPrefix() + "/#");
        return "allowed below " + homeAssistant.discoveryPrefix() + "/; Home Assistant is "
                // Its message is retained only where its user has set that.
                + BrokerCheck.last(received, homeAssistant.statusTopic()).orElse("not seen, which is usual");
    }

    private static List<Message> echoes(List<String> topics, String payload) {
        return topics.stream().map(topic -> Message.once(topic, payload)).toList();
    }

    /** What is done over one connection. */
    private interface ClientAction<T> {
        T with(BrokerClient client);
    }

    private <T> T connected(ClientAction<T> doing) {
        try (BrokerClient client = BrokerClient.to(options)) {
            return doing.with(client);
        }
    }

    private void demand(Received received, String rights) {
        String remedy = "allow read and write on " + rights + " in the broker's access control list";
        if (!received.refused().isEmpty()) {
            throw failure("the broker refuses the subscription of " + String.join(", ", received.refused()), remedy);
        }
        if (received.lost() != null) {
            throw failure("the broker ended the connection", remedy);
        }
        if (!received.echoed()) {
            throw failure("what is published on " + some(received.missing()) + " does not come back", remedy);
        }
    }

    private static String some(Collection<String> topics) {
        String first = topics.iterator().next();
        return topics.size() == 1 ? first : first + " (and " + (topics.size() - 1) + " others)";
    }

    /** Under another client id than the bridge's it may be that id alone that is not allowed. */
    private CommandFailure failure(String what, String remedy) {
        return CommandFailure.failed(
                why == null
                        ? what + ": " + remedy
                        : what + ", as '" + options.clientId() + "'. If the broker ties rights to the client id, that"
                                + " tells nothing of '" + settings.mqtt().clientId() + "' (" + howToTell + "); if not, "
                                + remedy);
    }
}
