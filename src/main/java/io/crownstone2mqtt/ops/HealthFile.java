package io.crownstone2mqtt.ops;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Keeps the {@link HealthReport} in a file for the command {@code health}, and the {@link Diary} in one for {@code diagnose}:
 * written by a thread of its own, at once whole, when the health changes and every few seconds, readable by this user alone;
 * gone after {@link #close}.
 */
public final class HealthFile implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration REWRITE = Duration.ofSeconds(5);
    private static final Duration STOPPING = Duration.ofSeconds(1);

    private final KeptFile file;
    private final KeptFile diaryFile;
    private final Supplier<HealthReport> health;
    private final Supplier<String> diary;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    private HealthFile(HealthPlaces places, Supplier<HealthReport> health, Supplier<String> diary) {
        this.file = new KeptFile(places, "health");
        this.diaryFile = new KeptFile(places.diary(), "diagnose");
        this.health = health;
        this.diary = diary;
        this.thread = Thread.ofPlatform().name("health-file").daemon().unstarted(this::run);
    }

    /**
     * Begins; where no file can be written the log says so once.
     *
     * @param diary called by one thread only
     */
    public static HealthFile keep(HealthPlaces places, Supplier<HealthReport> health, Supplier<String> diary) {
        HealthFile kept = new HealthFile(places, health, diary);
        kept.thread.start();
        return kept;
    }

    private void run() {
        HealthReport written = null;
        do {
            HealthReport now = health.get();
            if (written == null || isNews(now, written)) {
                file.write(
                        now.toJson().put("pid", ProcessHandle.current().pid()).toString());
                diaryFile.write(diary.get());
                written = now;
            }
        } while (!stops());
        file.remove();
        diaryFile.remove();
    }

    private static boolean isNews(HealthReport now, HealthReport written) {
        return !now.line().equals(written.line())
                || !now.parts().equals(written.parts())
                || Duration.between(written.at(), now.at()).abs().compareTo(REWRITE) >= 0;
    }

    private boolean stops() {
        try {
            return stopped.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            return true;
        }
    }

    /** Removes the files. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(STOPPING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
