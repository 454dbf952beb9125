package io.crownstone2mqtt.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the {@link HealthReport} in a file for the command {@code health}: written by a thread of its own, at once whole,
 * when it changes and every few seconds, readable by this user alone; gone after {@link #close}.
 */
public final class HealthFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthFile.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration REWRITE = Duration.ofSeconds(5);
    private static final Duration STOPPING = Duration.ofSeconds(1);

    private final HealthPlaces places;
    private final Supplier<HealthReport> health;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable Path file;
    private boolean complained;

    private HealthFile(HealthPlaces places, Supplier<HealthReport> health) {
        this.places = places;
        this.health = health;
        this.thread = Thread.ofPlatform().name("health-file").daemon().unstarted(this::run);
    }

    /** Begins; where no file can be written the log says so once. */
    public static HealthFile keep(HealthPlaces places, Supplier<HealthReport> health) {
        HealthFile kept = new HealthFile(places, health);
        kept.thread.start();
        return kept;
    }

    private void run() {
        HealthReport written = null;
        do {
            HealthReport now = health.get();
            if (written == null || isNews(now, written)) {
                write(now);
                written = now;
            }
        } while (!stops());
        remove();
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

    private void write(HealthReport report) {
        String text = report.toJson().put("pid", ProcessHandle.current().pid()).toString();
        try {
            Path target = file == null ? places.writable() : file;
            if (target == null) {
                throw new IOException("none of " + places.directories() + " can be written");
            }
            write(target, text);
            file = target;
        } catch (IOException e) {
            if (!complained) {
                LOG.warn("the command health does not see this bridge: {}", e.toString());
            }
            complained = true;
        }
    }

    /** Whoever reads sees the old file or the new one; the name in between nobody can guess. */
    private static void write(Path target, String text) throws IOException {
        Path draft = Files.createTempFile(target.toAbsolutePath().getParent(), target.getFileName() + ".", ".draft");
        try {
            Files.writeString(draft, text);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void remove() {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.debug("{} is left behind", file, e);
        }
    }

    /** Removes the file. */
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
