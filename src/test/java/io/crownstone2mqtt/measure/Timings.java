package io.crownstone2mqtt.measure;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Times that were taken, from any thread. */
final class Timings {
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

    void add(long time) {
        nanos.add(time);
    }

    private long[] sorted() {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double percentile(long[] sorted, double part) {
        int index = (int) Math.ceil(part * sorted.length) - 1;
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, index)] / 1e6;
    }

    /** Half took no longer, in nanoseconds. */
    long median() {
        return Math.round(percentile(sorted(), 0.5) * 1e6);
    }

    /** {@code 1500 times, ms: p50 1.23, p90 2.34, p99 3.45, max 9.87} */
    @Override
    public String toString() {
        long[] sorted = sorted();
        return String.format(
                Locale.ROOT,
                "%d times, ms: p50 %.2f, p90 %.2f, p99 %.2f, max %.2f",
                sorted.length,
                percentile(sorted, 0.5),
                percentile(sorted, 0.9),
                percentile(sorted, 0.99),
                percentile(sorted, 1));
    }
}
