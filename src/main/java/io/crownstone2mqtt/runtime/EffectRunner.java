package io.crownstone2mqtt.runtime;

import io.crownstone2mqtt.bridge.AccountId;
import io.crownstone2mqtt.bridge.Effect;
import io.crownstone2mqtt.bridge.Input;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mqtt.BrokerLink;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Does what the bridge decided. Nothing here blocks: each effect is handed to the thread that it belongs to. */
public final class EffectRunner {
    private static final Logger LOG = LoggerFactory.getLogger("io.crownstone2mqtt.bridge");

    private final BrokerLink broker;
    private final Map<AccountId, CloudLink> clouds;
    private final Controls controls;
    private final Acknowledgements acknowledgements;

    public EffectRunner(
            BrokerLink broker, Map<AccountId, CloudLink> clouds, Controls controls, Acknowledgements acknowledgements) {
        this.broker = broker;
        this.clouds = Map.copyOf(clouds);
        this.controls = controls;
        this.acknowledgements = acknowledgements;
    }

    void run(Effect effect, ReceivedInput cause) {
        switch (effect) {
            case Effect.Publish(var message) -> publish(message, cause);
            case Effect.Subscribe(var filters, int qos) -> broker.subscribe(filters, qos);
            case Effect.Unsubscribe(var filters) -> broker.unsubscribe(filters);
            case Effect.Fetch(var account, var scope) -> cloud(account).fetch(scope);
            case Effect.Switch order -> cloud(order.account()).send(order);
            case Effect.ReconnectStream(var account) -> cloud(account).reconnect();
            case Effect.GiveUp(var reason) -> controls.giveUp(reason);
            case Effect.Restart(var request) -> controls.restart(request);
            case Effect.SetLogLevel(var level) -> controls.logLevel(level);
            case Effect.Say(var level, var line) -> LOG.atLevel(slf4j(level)).log("{}", line);
        }
    }

    /** Thousands may wait for their acknowledgement: none of them keeps the payload that it came from. */
    private void publish(Message message, ReceivedInput cause) {
        long at = cause.at();
        Input input = cause.input() instanceof Input.BrokerMessage received ? received.withoutPayload() : cause.input();
        broker.publish(message, () -> acknowledgements.acknowledged(input, Duration.ofNanos(System.nanoTime() - at)));
    }

    private CloudLink cloud(AccountId account) {
        CloudLink link = clouds.get(account);
        if (link == null) {
            throw new IllegalStateException("there is no " + account);
        }
        return link;
    }

    private static Level slf4j(Effect.Level level) {
        return switch (level) {
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARN -> Level.WARN;
        };
    }
}
