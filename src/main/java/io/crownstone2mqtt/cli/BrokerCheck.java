package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.cli.BrokerVisit.Heard;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.daemon.Wiring;
import io.crownstone2mqtt.mirror.Message;
import io.crownstone2mqtt.mirror.TopicScheme;
import io.crownstone2mqtt.mqtt.BrokerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The steps of a check that concern the broker. Nothing is retained. */
record BrokerCheck(Settings settings, CheckReport report, TopicScheme topics) {
    private static final String LOGIN = "broker";
    private static final String RIGHTS = "publish, subscribe";
    private static final String DISCOVERY = "discovery";

    BrokerCheck(Settings settings, CheckReport report) {
        this(settings, report, new TopicScheme(Wiring.mirror(settings)));
    }

    void run() {
        AtomicReference<@Nullable BrokerVisit> connected = new AtomicReference<>();
        report.step(LOGIN, () -> connect(connected));
        try (BrokerVisit visit = connected.get()) {
            if (visit == null) {
                report.skip(RIGHTS, "not tried: see above");
                report.skip(DISCOVERY, "not tried: see above");
            } else {
                report.step(RIGHTS, () -> rights(visit));
                discovery(visit);
            }
        }
    }

    private String connect(AtomicReference<@Nullable BrokerVisit> connected) {
        BrokerOptions options = Wiring.visitor(settings, "check");
        connected.set(BrokerVisit.to(options));
        boolean anonymous = settings.mqtt().username() == null;
        return settings.mqtt().url() + " accepts "
                + (anonymous ? "a login without a user name" : "the user name and the password");
    }

    private String rights(BrokerVisit visit) {
        Heard heard = visit.ask(topics.commandFilters(), Message.once(topics.probe(), "x"), Duration.ZERO);
        demand(heard, settings.mqtt().baseTopic() + "/#");
        return "allowed below " + settings.mqtt().baseTopic() + "/";
    }

    private void discovery(BrokerVisit visit) {
        Settings.HomeAssistant homeAssistant = settings.homeAssistant();
        if (!homeAssistant.enabled()) {
            report.skip(DISCOVERY, "home-assistant.enabled is false");
            return;
        }
        report.step(DISCOVERY, () -> {
            Message probe = Message.once(topics.discoveryProbe(settings.mqtt().clientId()), "");
            Heard heard = visit.ask(List.of(homeAssistant.statusTopic()), probe, Duration.ZERO);
            demand(heard, homeAssistant.discoveryPrefix() + "/#");
            return "allowed below " + homeAssistant.discoveryPrefix() + "/; Home Assistant is "
                    + status(heard, homeAssistant.statusTopic());
        });
    }

    /** Home Assistant's message is retained only where its user has set that. */
    private static String status(Heard heard, String topic) {
        Optional<String> status = heard.messages().stream()
                .filter(message -> message.topic().equals(topic))
                .map(Message::payload)
                .reduce((_, last) -> last);
        return status.orElse("not heard of, which is usual");
    }

    private static void demand(Heard heard, String rights) {
        String mend = ": allow read and write on " + rights + " in the broker's access control list";
        if (!heard.refused().isEmpty()) {
            throw CommandFailure.failed(
                    "the broker refuses the subscription of " + String.join(", ", heard.refused()) + mend);
        }
        if (heard.lost() != null) {
            throw CommandFailure.failed("the broker ended the connection" + mend);
        }
        if (!heard.echoed()) {
            throw CommandFailure.failed("what is published does not come back" + mend);
        }
    }
}
