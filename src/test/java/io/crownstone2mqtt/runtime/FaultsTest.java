package io.crownstone2mqtt.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultsTest {
    private final Faults faults = new Faults();

    private void die(String name, Throwable fault) throws InterruptedException {
        Thread thread =
                Thread.ofPlatform().name(name).uncaughtExceptionHandler(faults).start(() -> sneak(fault));
        thread.join();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable fault) throws T {
        throw (T) fault;
    }

    static Stream<Throwable> everyKind() {
        return Stream.of(
                new OutOfMemoryError("Java heap space"),
                new StackOverflowError(),
                new NoClassDefFoundError("x/Y"),
                new AssertionError("boom"),
                new IllegalStateException("boom"));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void whatNoThreadSurvivesIsFatal(Throwable fault) throws InterruptedException {
        assertThatCode(faults::rethrow).doesNotThrowAnyException();

        die("broker-link", fault);

        assertThat(faults.fatal()).isCompletedWithValue(fault);
        assertThatThrownBy(faults::rethrow).isSameAs(fault);
    }

    @Test
    void theFirstCounts() throws InterruptedException {
        Error first = new AssertionError("first");
        die("a", first);
        die("b", new AssertionError("second"));
        assertThat(faults.fatal()).isCompletedWithValue(first);
    }

    @Test
    void anExceptionInTheMqttClientEndsItsConnectionOnly() throws InterruptedException {
        die("MQTT Rec: crownstone2mqtt", new IndexOutOfBoundsException("a packet that is none"));
        assertThat(faults.fatal()).isNotDone();

        die("MQTT Rec: crownstone2mqtt", new OutOfMemoryError("Java heap space"));
        assertThat(faults.fatal()).isDone();
    }
}
