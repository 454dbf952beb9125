package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.cli.BrokerClient.Received;
import io.crownstone2mqtt.config.HealthSettings;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.daemon.LocalBridges;
import io.crownstone2mqtt.daemon.Wiring;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.TopicScheme;
import io.crownstone2mqtt.monitoring.BridgeIdentity;
import io.crownstone2mqtt.monitoring.RunningBridges;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The steps of a check that concern the broker. It connects under a client id of its own first; under that of the bridge only if no
 * bridge is connected with it, for the broker would throw that out.
 *
 * @param bridges those of this machine
 * @param asBridge also if it is not known whether one is connected
 */
record BrokerCheck(
        Settings settings, CheckReport report, TopicScheme topics, RunningBridges bridges, boolean asBridge) {
    static final String LOGIN = "broker";
    static final String RIGHTS = "publish, subscribe";
    static final List<String> AFTER_LOGIN =
            List.of(RIGHTS, BrokerTrial.RETAINED, BrokerTrial.SIZE, BrokerTrial.DISCOVERY);
    static final String SEE_ABOVE = "not tried: see above";

    /** How long a bridge that runs elsewhere may take to answer. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);

    BrokerCheck(Settings settings, CheckReport report, RunningBridges bridges, boolean asBridge) {
        this(settings, report, new TopicScheme(Wiring.mirror(settings)), bridges, asBridge);
    }

    /** A bridge that runs here has what the broker gives, and is not to be disturbed. */
    static void run(CommandContext context, Settings settings, CheckReport report, boolean asBridge) {
        RunningBridges bridges = LocalBridges.find(context.service(), HealthSettings.of(settings));
        RunningBridges.RunningBridge found = bridges.found();
        if (found != null) {
            new RunningBridgeCheck(found, report).run();
        } else {
            new BrokerCheck(settings, report, bridges, asBridge).run();
        }
    }

    /** Also where a bridge with this client id runs here: it need not have the same login. */
    static void runBesides(CommandContext context, Settings settings, CheckReport report) {
        new BrokerCheck(settings, report, LocalBridges.find(context.service(), HealthSettings.of(settings)), false)
                .run();
    }

    private void run() {
        AtomicReference<@Nullable BrokerTrial> trial = new AtomicReference<>();
        report.step(LOGIN, () -> {
            BrokerTrial chosen = choose();
            trial.set(chosen);
            return settings.mqtt().url() + " accepts "
                    + (settings.mqtt().username() == null
                            ? "a login without a user name"
                            : "the user name and the password")
                    + chosen.way();
        });
        BrokerTrial chosen = trial.get();
        if (chosen == null) {
            AFTER_LOGIN.forEach(each -> report.skip(each, SEE_ABOVE));
        } else {
            chosen.run();
        }
    }

    private BrokerTrial choose() {
        String inUse = inUseByThis();
        if (inUse == null) {
            demandOwnClientId();
            inUse = inUse();
        }
        if (inUse != null) {
            BrokerClient.to(Wiring.trial(settings, checkId())).close();
            return trialAsOther(inUse, "ask that bridge itself");
        }
        String unknown = null;
        try {
            inUse = connectedElsewhere();
        } catch (CommandFailure refused) {
            unknown = refused.explanation();
            if (!asBridge) {
                throw refused.exitCode() == ExitCode.REJECTED ? refused.after(mayBeTied()) : refused;
            }
        } catch (UnknownConnection unknownConnection) {
            unknown = unknownConnection.getMessage();
        }
        if (inUse != null) {
            return trialAsOther(inUse, "ask that bridge itself");
        }
        if (unknown != null && !asBridge) {
            return trialAsOther(unknown, "if none is connected, check --as-bridge can tell");
        }
        BrokerClient.to(Wiring.broker(settings)).close();
        return new BrokerTrial(
                settings, report, topics, Wiring.trial(settings, settings.mqtt().clientId()), null, "");
    }

    private String mayBeTied() {
        return "as '" + checkId() + "' (where a broker lets in '"
                + settings.mqtt().clientId() + "' alone that tells nothing: check --as-bridge can tell, if no bridge is"
                + " connected): ";
    }

    private BrokerTrial trialAsOther(String why, String howToTell) {
        return new BrokerTrial(settings, report, topics, Wiring.trial(settings, checkId()), why, howToTell);
    }

    private String checkId() {
        return settings.mqtt().clientId() + "-check";
    }

    /** Two bridges with one client id at one broker throw each other out. */
    private void demandOwnClientId() {
        URI broker = settings.mqtt().url();
        namesakes()
                .filter(bridge -> bridge.path("broker").asString("").equals(broker.toString()))
                .findFirst()
                .ifPresent(bridge -> {
                    throw CommandFailure.failed("another bridge on this machine uses the same client id there ("
                            + BridgeIdentity.line(bridge) + "): give one of them another mqtt.client-id");
                });
        if (!bridges.silent().isEmpty()) {
            throw CommandFailure.failed(bridges.missing());
        }
    }

    private @Nullable String inUseByThis() {
        RunningBridges.RunningBridge found = bridges.found();
        return found == null ? null : "the bridge that runs here (" + BridgeIdentity.line(found.bridge()) + ")";
    }

    /** At a broker with another address, which may be the same broker. */
    private @Nullable String inUse() {
        return namesakes()
                .findFirst()
                .map(bridge -> "a bridge on this machine has the same client id (" + BridgeIdentity.line(bridge) + ")")
                .orElse(null);
    }

    private Stream<JsonNode> namesakes() {
        return bridges.others().stream()
                .map(RunningBridges.RunningBridge::bridge)
                .filter(bridge -> bridge.path("client_id")
                        .asString("")
                        .equals(settings.mqtt().clientId()));
    }

    /** It cannot be found out whether a bridge is connected. */
    private static final class UnknownConnection extends Exception {
        private static final long serialVersionUID = 1L;

        UnknownConnection(String why) {
            super(why);
        }
    }

    /** What says that a bridge is connected, though none runs here; null if nothing does, and it would be received. */
    private @Nullable String connectedElsewhere() throws UnknownConnection {
        try (BrokerClient client = BrokerClient.to(Wiring.trial(settings, checkId()))) {
            Received received = client.ask(
                    List.of(topics.bridgeState()), Message.once(topics.probe(), "look"), Duration.ofMillis(250));
            if (last(received, topics.bridgeState()).equals(Optional.of("online"))) {
                return topics.bridgeState() + " says that a bridge is connected";
            }
            demandReadable(received); // not sooner: this client id may be allowed to read, and not to write
            String response = topics.response("health");
            Received answer = client.ask(
                    List.of(response), List.of(), List.of(Message.once(topics.request("health"), "")), LONGEST_ANSWER);
            demandReadable(answer);
            return last(answer, response).isPresent() ? "a bridge that runs elsewhere answers" : null;
        }
    }

    private void demandReadable(Received received) throws UnknownConnection {
        if (received.lost() != null || !received.echoed() || !received.refused().isEmpty()) {
            throw new UnknownConnection("nothing tells whether a bridge is connected");
        }
    }

    static Optional<String> last(Received received, String topic) {
        return received.messages().stream()
                .filter(message -> message.topic().equals(topic))
                .map(Message::payload)
                .reduce((_, last) -> last);
    }
}
