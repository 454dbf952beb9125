package io.crownstone2mqtt.bridge.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens in whatever order, the end is right, and nothing wrong is said on the way. The system property
 * {@code oracle.seed} runs that one alone; {@code oracle.runs} and {@code oracle.from} choose others than the usual ones.
 */
class BridgeOracleTest {
    private static final long RUNS = Long.getLong("oracle.runs", 1_000);
    private static final long FROM = Long.getLong("oracle.from", 1);
    private static final long AT_ONCE = 500;

    @Test
    void theBrokerShowsWhatTheCloudHolds() {
        Long only = Long.getLong("oracle.seed");
        if (only != null) {
            check(only);
            return;
        }
        for (long from = FROM; from < FROM + RUNS; from += AT_ONCE) {
            firstFailure(from, Math.min(from + AT_ONCE, FROM + RUNS)).ifPresent(BridgeOracleTest::check);
        }
    }

    /** Else no seed could be run again. */
    @Test
    void whatFollowsFromASeedIsAlwaysTheSame() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(new World(Plan.of(seed)).traced()).isEqualTo(new World(Plan.of(seed)).traced());
        }
    }

    private static OptionalLong firstFailure(long from, long end) {
        return LongStream.range(from, end)
                .parallel()
                .filter(seed -> Plan.of(seed).violation().isPresent())
                .min();
    }

    private static void check(long seed) {
        Plan plan = Plan.of(seed);
        Optional<Violation> violation = plan.violation();
        violation.ifPresent(found -> fail(plan.shortened(found.kind()), found));
    }

    private static void fail(Plan shortest, Violation found) {
        throw new AssertionError(
                """
                %s
                Run it alone with -Doracle.seed=%d. This is left of it without the actions that do not matter:
                %s
                And this is what happens then:
                %s
                """.formatted(
                                found.getMessage(),
                                shortest.seed(),
                                shortest,
                                String.join(System.lineSeparator(), new World(shortest).traced())),
                found);
    }
}
