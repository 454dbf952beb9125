package io.crownstone2mqtt.it;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.crownstone2mqtt.simulator.SimulatedCloud;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Listens to the whole log, at every level and with stack traces, and finds what should have been kept. */
final class Secrecy implements AutoCloseable {
    private final Set<String> secrets = new HashSet<>(Set.of(TestHome.PASSWORD));
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger program = (Logger) LoggerFactory.getLogger("io.crownstone2mqtt");
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            String trace =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            lines.add(event.getFormattedMessage() + trace);
        }
    };

    Secrecy() {
        appender.setContext(program.getLoggerContext());
        appender.start();
        program.addAppender(appender);
    }

    /** What nobody may hear of that cloud and its people. */
    void of(SimulatedCloud cloud) {
        secrets.addAll(cloud.secrets());
    }

    /** None of the secrets was logged, nor was it heard on the broker; the case of letters does not count. */
    void assertKept(Observer observer) {
        assertAbsent(secrets, lines);
        assertAbsent(secrets, observer.said());
    }

    private static void assertAbsent(Collection<String> secrets, Collection<String> texts) {
        String all = String.join("\n", texts).toLowerCase(Locale.ROOT);
        assertThat(secrets).noneSatisfy(secret -> assertThat(all).contains(secret.toLowerCase(Locale.ROOT)));
    }

    @Override
    public void close() {
        program.detachAppender(appender);
    }
}
