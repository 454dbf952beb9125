package io.crownstone2mqtt.monitoring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The notifications as systemd wants them: datagrams to the socket that it names in NOTIFY_SOCKET. Never blocks. */
public final class SystemdNotify implements Notify {
    private static final Logger LOG = LoggerFactory.getLogger(SystemdNotify.class);

    private final UnixDatagram datagram;
    private final AtomicBoolean complained = new AtomicBoolean();

    private SystemdNotify(UnixDatagram datagram) {
        this.datagram = datagram;
    }

    /**
     * Notifies that socket.
     *
     * @param socket a path, or {@code @} and an abstract name; null if nobody wants to know, and then nothing is done
     */
    public static Notify at(@Nullable String socket) {
        if (socket == null) {
            return _ -> true;
        }
        try {
            return new SystemdNotify(UnixDatagram.to(socket));
        } catch (IllegalArgumentException e) {
            LOG.warn("systemd cannot be notified: {}", e.getMessage());
            return _ -> true;
        }
    }

    @Override
    public boolean say(String assignments) {
        try {
            datagram.send(assignments.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (IOException e) {
            if (complained.compareAndSet(false, true)) {
                LOG.warn("systemd cannot be notified: {}", e.getMessage());
            }
            return false;
        }
    }
}
