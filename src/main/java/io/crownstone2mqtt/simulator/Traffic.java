package io.crownstone2mqtt.simulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Everything that callers did, in order. */
public final class Traffic {
    /** Where a request carried its token; the place that counts if there were several. */
    public enum TokenPlace {
        NONE,
        HEADER,
        QUERY
    }

    /** A request as it came; the token is neither in the path nor in the query. */
    public record RecordedRequest(
            Instant at, String method, String path, Map<String, String> query, String body, TokenPlace token) {}

    /** Somebody asked for the event stream, successfully or not; the project name is empty unless given. */
    public record StreamRequest(Instant at, TokenPlace token, String projectName) {}

    /** Somebody tried to log in. */
    public record LoginAttempt(Instant at, String email, boolean accepted) {}

    /** Somebody gave a token back. */
    public record Logout(Instant at, String email) {}

    /** The newest entries only, so that a demo may run for weeks. */
    static final class Newest<T> {
        private static final int KEPT = 50_000;

        private final ReentrantLock lock = new ReentrantLock();
        private final Deque<T> entries = new ArrayDeque<>();

        void add(T entry) {
            lock.lock();
            try {
                if (entries.size() == KEPT) {
                    entries.removeFirst();
                }
                entries.addLast(entry);
            } finally {
                lock.unlock();
            }
        }

        List<T> all() {
            lock.lock();
            try {
                return List.copyOf(entries);
            } finally {
                lock.unlock();
            }
        }
    }

    final Newest<RecordedRequest> requests = new Newest<>();
    final Newest<StreamRequest> streams = new Newest<>();
    final Newest<SwitchPacket> switchCommands = new Newest<>();
    final Newest<LoginAttempt> logins = new Newest<>();
    final Newest<Logout> logouts = new Newest<>();

    Traffic() {}
}
