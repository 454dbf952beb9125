package io.crownstone2mqtt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CheckReportTest {
    private final AtomicLong nanos = new AtomicLong();
    private final StringWriter out = new StringWriter();
    private final CheckReport report = new CheckReport(
            new Console(new PrintWriter(out, true), new PrintWriter(new StringWriter()), false), nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void aStepThatSucceedsSaysHowLongItTook() {
        boolean succeeded = report.step("cloud", () -> {
            pass(Duration.ofMillis(120));
            return "is reachable";
        });
        assertThat(succeeded).isTrue();
        assertThat(out.toString().strip()).matches("ok +cloud +120 ms +is reachable");
    }

    @Test
    void aStepThatFailsSaysHowLongItTook() {
        boolean succeeded = report.step("broker", () -> {
            pass(Duration.ofMillis(80));
            throw CommandFailure.unavailable("no answer: is it running?");
        });
        assertThat(succeeded).isFalse();
        assertThat(out.toString().strip()).matches("FAIL +broker +80 ms +no answer: is it running\\?");
        assertThat(report.end()).isEqualTo(ExitCode.UNAVAILABLE);
    }
}
