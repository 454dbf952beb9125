package io.crownstone2mqtt.simulator;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What goes wrong on the event stream. Everything can be switched at any time and from any thread. */
public final class StreamFaults {
    private final Set<EventConnection> connections = ConcurrentHashMap.newKeySet();
    private final Clearing clearing = new Clearing();
    private volatile boolean pingsStopped;
    private volatile boolean silent;
    private volatile boolean refusing;
    private volatile boolean rejectingTokens;
    private volatile boolean expiringTokens;
    private volatile boolean eventsDropped;
    private volatile Duration connectDelay = Duration.ZERO;

    StreamFaults() {}

    /** All open streams break off, as when the server is killed. */
    public void cutAll() {
        connections.forEach(connection -> connection.offer(new EventConnection.Cut()));
    }

    /** All open streams end in order, as when a proxy closes them. */
    public void endAll() {
        connections.forEach(connection -> connection.offer(new EventConnection.End()));
    }

    /** All open streams get this line and an empty one, whatever it is. */
    public void line(String raw) {
        connections.forEach(connection -> connection.offer(new EventConnection.Line(raw)));
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
        clearing.clear();
    }

    Clearing clearing() {
        return clearing;
    }

    Set<EventConnection> connections() {
        return connections;
    }

    boolean pingsStopped() {
        return pingsStopped;
    }

    boolean silent() {
        return silent;
    }

    boolean eventsDropped() {
        return eventsDropped;
    }

    boolean refusing() {
        return refusing;
    }

    boolean rejectingTokens() {
        return rejectingTokens;
    }

    boolean expiringTokens() {
        return expiringTokens;
    }

    Duration connectDelay() {
        return connectDelay;
    }
}
