package io.crownstone2mqtt.simulator;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What goes wrong on the event stream. Everything can be switched at any time and from any thread. */
public final class StreamFaults {
    final Set<OpenStream> openStreams = ConcurrentHashMap.newKeySet();
    volatile boolean pingsStopped;
    volatile boolean silent;
    volatile boolean refusing;
    volatile boolean rejectingTokens;
    volatile boolean expiringTokens;
    volatile boolean eventsDropped;
    volatile Duration connectDelay = Duration.ZERO;

    StreamFaults() {}

    /** All open streams break off, as when the server is killed. */
    public void cutAll() {
        offerAll(new OpenStream.Cut());
    }

    /** All open streams end in order, as when a proxy closes them. */
    public void endAll() {
        offerAll(new OpenStream.OrderlyEnd());
    }

    /** All open streams get this line and an empty one, whatever it is. */
    public void line(String raw) {
        offerAll(new OpenStream.Line(raw));
    }

    /** Events go on, pings do not. */
    public void stopPings(boolean stop) {
        pingsStopped = stop;
    }

    /** Half-open: streams stay connected, and nothing comes any more. What happens meanwhile is lost. */
    public void silence(boolean on) {
        silent = on;
    }

    /** Pings go on, events are lost, as when the cloud behind the event server restarts. */
    public void dropEvents(boolean drop) {
        eventsDropped = drop;
    }

    /** New streams get NO_CONNECTION and end. */
    public void refuseConnections(boolean refuse) {
        refusing = refuse;
    }

    /** New streams get INVALID_ACCESS_TOKEN though the token is good, as when the cloud is too slow to check it. */
    public void rejectTokens(boolean reject) {
        rejectingTokens = reject;
    }

    /** New streams begin, and get TOKEN_EXPIRED at once though the token is good. */
    public void expireTokens(boolean expire) {
        expiringTokens = expire;
    }

    /** New streams wait that long for their first byte, headers included. */
    public void delayConnections(Duration delay) {
        connectDelay = delay;
    }

    void clear() {
        pingsStopped = false;
        silent = false;
        refusing = false;
        rejectingTokens = false;
        expiringTokens = false;
        eventsDropped = false;
        connectDelay = Duration.ZERO;
    }

    private void offerAll(OpenStream.Outgoing outgoing) {
        openStreams.forEach(stream -> stream.offer(outgoing));
    }
}
