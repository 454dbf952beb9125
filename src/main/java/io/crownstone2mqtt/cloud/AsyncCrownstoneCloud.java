package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CloudProblem.Unavailable;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.home.Scene;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchCommand;
import io.crownstone2mqtt.home.SwitchState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The functions of {@link CrownstoneCloud} without waiting, on virtual threads {@code cloud-call-N}. A future fails with
 * {@link CloudException}; cancelling it ends its HTTP requests at once.
 */
public final class AsyncCrownstoneCloud implements AutoCloseable {
    private final CrownstoneCloud cloud;
    private final AccountClient account;
    private final CloudApi calls;
    private final EnergyApi energy;

    /** The same account, the same login. */
    public AsyncCrownstoneCloud(CrownstoneCloud cloud) {
        this.cloud = cloud;
        account = cloud.account();
        calls = cloud.calls();
        energy = cloud.energy();
    }

    /**
     * Begins to log in to the public cloud. Whatever is asked for waits for that; a login that is refused fails it.
     */
    public static AsyncCrownstoneCloud login(String email, String password) {
        return login(email, password, CloudOptions.publicCloud());
    }

    /** The same for another cloud, or in another way. */
    public static AsyncCrownstoneCloud login(String email, String password, CloudOptions options) {
        return loggingIn(CrownstoneCloud.withOwnHttp(Credentials.ofPassword(email, password), options));
    }

    /**
     * The same over connections that several accounts share.
     *
     * @param http not closed by this
     */
    public static AsyncCrownstoneCloud login(String email, String password, CloudHttp http) {
        return loggingIn(new CrownstoneCloud(http, Credentials.ofPassword(email, password)));
    }

    private static AsyncCrownstoneCloud loggingIn(CrownstoneCloud cloud) {
        AsyncCrownstoneCloud async = new AsyncCrownstoneCloud(cloud);
        var _ = async.login();
        return async;
    }

    /** {@link CrownstoneCloud#crownstone} */
    public CompletableFuture<AsyncCloudCrownstone> crownstone(String name) {
        return start(call -> new AsyncCloudCrownstone(
                this, Finder.in(calls.home(call)).crownstone(name).orElseThrow(CloudException::new)));
    }

    /** {@link CrownstoneCloud#scene} */
    public CompletableFuture<AsyncCloudScene> scene(String name) {
        return start(call -> new AsyncCloudScene(
                this, Finder.in(calls.home(call)).scene(name).orElseThrow(CloudException::new)));
    }

    /** {@link CrownstoneCloud#sphere} */
    public CompletableFuture<AsyncCloudSphere> sphere(String name) {
        return start(call -> new AsyncCloudSphere(
                this, Finder.in(calls.home(call)).sphere(name).orElseThrow(CloudException::new)));
    }

    /** {@link CrownstoneCloud#spheres} */
    public CompletableFuture<List<AsyncCloudSphere>> spheres() {
        return start(call -> calls.home(call).spheres().values().stream()
                .map(sphere -> new AsyncCloudSphere(this, sphere))
                .toList());
    }

    /** {@link CrownstoneCloud#home} */
    public CompletableFuture<Home> home() {
        return start(calls::home);
    }

    /** {@link CrownstoneCloud#synchronize()} */
    public CompletableFuture<HomeSnapshot> synchronize() {
        return start(calls::synchronize);
    }

    /** {@link CrownstoneCloud#synchronize(SphereId)} */
    public CompletableFuture<Sphere> synchronize(SphereId sphere) {
        return start(call -> calls.synchronize(sphere, call));
    }

    /** {@link CrownstoneCloud#snapshot(SphereId)} */
    public CompletableFuture<SphereSnapshot> snapshot(SphereId sphere) {
        return start(call -> calls.snapshot(sphere, call));
    }

    /** {@link CrownstoneCloud#switchStates} */
    public CompletableFuture<Map<CrownstoneId, SwitchState>> switchStates(SphereId sphere) {
        return start(call -> calls.switchStates(sphere, call));
    }

    /** {@link CrownstoneCloud#locations} */
    public CompletableFuture<Map<LocationId, Location>> locations(SphereId sphere) {
        return start(call -> calls.locations(sphere, call));
    }

    /** {@link CrownstoneCloud#presence} */
    public CompletableFuture<Presence> presence(SphereId sphere) {
        return start(call -> calls.presence(sphere, call));
    }

    /** {@link CrownstoneCloud#collectsEnergy} */
    public CompletableFuture<Boolean> collectsEnergy(SphereId sphere) {
        return start(call -> energy.isCollected(sphere, call));
    }

    /** {@link CrownstoneCloud#meterReadings} */
    public CompletableFuture<MeterReadings> meterReadings(SphereId sphere) {
        return start(call -> energy.today(sphere, call));
    }

    /** {@link CrownstoneCloud#switchCrownstone(CrownstoneId, SwitchCommand)} */
    public CompletableFuture<@Nullable Void> switchCrownstone(CrownstoneId crownstone, SwitchCommand command) {
        return startVoid(call -> calls.switchCrownstone(crownstone, command, call));
    }

    /** {@link CrownstoneCloud#switchCrownstone(Crownstone, SwitchCommand)} */
    public CompletableFuture<@Nullable Void> switchCrownstone(Crownstone crownstone, SwitchCommand command) {
        CloudProblem objection = crownstone.objection(command);
        return objection == null
                ? switchCrownstone(crownstone.id(), command)
                : CompletableFuture.failedFuture(new CloudException(objection));
    }

    /** {@link CrownstoneCloud#switchCrownstones} */
    public CompletableFuture<@Nullable Void> switchCrownstones(
            SphereId sphere, Map<CrownstoneId, SwitchCommand> commands) {
        return startVoid(call -> calls.switchCrownstones(sphere, commands, call));
    }

    /** {@link CrownstoneCloud#activate} */
    public CompletableFuture<@Nullable Void> activate(Sphere sphere, Scene scene) {
        CloudProblem objection = scene.objection(sphere);
        return objection == null
                ? switchCrownstones(sphere.id(), scene.commands(sphere))
                : CompletableFuture.failedFuture(new CloudException(objection));
    }

    /** {@link CrownstoneCloud#keys} */
    public CompletableFuture<List<SphereKeys>> keys(@Nullable SphereId sphere) {
        return start(call -> calls.keys(sphere, call));
    }

    /** {@link CrownstoneCloud#login} */
    public CompletableFuture<@Nullable Void> login() {
        return startVoid(call -> account.session().token(call));
    }

    /** {@link CrownstoneCloud#logout} */
    public CompletableFuture<@Nullable Void> logout() {
        return startVoid(_ -> cloud.logout());
    }

    /** {@link CrownstoneCloud#close}: waits for that, at most some seconds. */
    @Override
    public void close() {
        cloud.close();
    }

    CloudApi calls() {
        return calls;
    }

    private CompletableFuture<@Nullable Void> startVoid(Consumer<CloudCall> function) {
        return start(call -> {
            function.accept(call);
            return null;
        });
    }

    <T extends @Nullable Object> CompletableFuture<T> start(Function<CloudCall, T> function) {
        CloudCall call = account.newCall();
        CompletableFuture<T> result = new CompletableFuture<>();
        var _ = result.whenComplete((_, _) -> {
            if (result.isCancelled()) {
                call.stop(new Unavailable("cancelled: ask again"));
            }
        });
        try {
            account.http().threads().execute(() -> run(function, call, result));
        } catch (RejectedExecutionException e) {
            account.ended(call);
            result.completeExceptionally(new CloudException(new Unavailable("the client is closed: open another"), e));
        }
        return result;
    }

    private <T extends @Nullable Object> void run(
            Function<CloudCall, T> function, CloudCall call, CompletableFuture<T> result) {
        try {
            result.complete(function.apply(call));
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        } catch (Error e) {
            result.completeExceptionally(e);
            throw e;
        } finally {
            account.ended(call);
        }
    }
}
