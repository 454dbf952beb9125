package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.retry.Backoff;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The Crownstone cloud for one account, blocking. Logs in when first needed, renews the login before it ends. May be
 * used by any number of threads at once. Every function throws {@link CloudException} and nothing else, within
 * {@link CloudOptions.Limits#requestTimeout}.
 */
public final class CrownstoneCloud implements AutoCloseable {
    private final Account account;
    private final Calls calls;
    private final DoubleSupplier part;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

    /**
     * Makes no request yet.
     *
     * @param http shared with other accounts; not closed by this
     */
    public CrownstoneCloud(CloudHttp http, Credentials credentials, CloudOptions options, InstantSource clock) {
        this(
                http,
                credentials,
                options,
                clock,
                () -> Backoff.part(ThreadLocalRandom.current().nextDouble()));
    }

    CrownstoneCloud(
            CloudHttp http, Credentials credentials, CloudOptions options, InstantSource clock, DoubleSupplier part) {
        account = new Account(http, options, credentials, clock);
        calls = new Calls(account);
        this.part = part;
    }

    /**
     * All spheres with all Crownstones and locations. The picture says which of them lack their users or who is there.
     */
    public Picture synchronize() {
        return within(calls::synchronize);
    }

    /** One sphere with everything in it; fails if any part of it cannot be read. */
    public Sphere synchronize(SphereId sphere) {
        return within(call -> calls.synchronize(sphere, call));
    }

    /** One sphere, if need be without its users or without who is there. */
    public SphereSnapshot snapshot(SphereId sphere) {
        return within(call -> calls.snapshot(sphere, call));
    }

    /** The stored states of a sphere's Crownstones; those that never reported one are not in it. */
    public Map<CrownstoneId, SwitchState> switchStates(SphereId sphere) {
        return within(call -> calls.switchStates(sphere, call));
    }

    /** Who is in a sphere, as {@code GET /Spheres/{id}/presentPeople} tells. */
    public Presence presence(SphereId sphere) {
        return within(call -> calls.presence(sphere, call));
    }

    /**
     * Asks for a Crownstone to be switched ({@code POST /Stones/{id}/switch}). The cloud passes it on to phones and hubs
     * in range: that this returns does not mean that it was switched.
     */
    public void switchCrownstone(CrownstoneId crownstone, SwitchCommand command) {
        within(call -> done(() -> calls.switchCrownstone(crownstone, command, call)));
    }

    /**
     * The same for a Crownstone that was read before. What it cannot do, such as to dim, is
     * {@link CloudProblem.AbilityMissing} without any request.
     */
    public void switchCrownstone(Crownstone crownstone, SwitchCommand command) {
        CloudProblem objection = crownstone.objection(command);
        if (objection != null) {
            throw new CloudException(objection);
        }
        switchCrownstone(crownstone.id(), command);
    }

    /** The same for many of one sphere in one request, all or none ({@code POST /Spheres/{id}/switchCrownstones}). */
    public void switchCrownstones(SphereId sphere, Map<CrownstoneId, SwitchCommand> commands) {
        within(call -> done(() -> calls.switchCrownstones(sphere, commands, call)));
    }

    /**
     * The Bluetooth keys of one sphere or all ({@code GET /users/{id}/keysV2}).
     *
     * @param sphere null for all
     */
    public List<SphereKeys> keys(@Nullable SphereId sphere) {
        return within(call -> calls.keys(sphere, call));
    }

    /** Logs in unless that was done already. */
    public void login() {
        within(call -> account.session().token(call));
    }

    /** When the login that is used now was made; empty without one. Makes no request. */
    public Optional<Instant> loggedInSince() {
        return Optional.ofNullable(account.session().since());
    }

    /** Logs out if logged in; never throws. The next function that needs it logs in again. */
    public void logout() {
        Token token = account.session().forget();
        if (token != null) {
            account.logoutNow(token);
        }
    }

    /**
     * Starts to listen to the account's event stream, on a thread of its own, until that is closed.
     *
     * @param listener called from that thread only
     */
    public EventStream openEvents(EventStreamListener listener) {
        EventStream stream = new EventStream(account, listener, part);
        streams.add(stream);
        stream.start();
        return stream;
    }

    /** Ends the event streams and whatever is under way, and logs out; never throws. */
    @Override
    public void close() {
        streams.forEach(EventStream::close);
        account.close();
        logout();
    }

    /** That account's calls, for the asynchronous face. */
    Account account() {
        return account;
    }

    Calls calls() {
        return calls;
    }

    private <T> T within(Function<Call, T> function) {
        Call call = account.newCall();
        try {
            return function.apply(call);
        } finally {
            account.ended(call);
        }
    }

    private static Boolean done(Runnable function) {
        function.run();
        return true;
    }
}
