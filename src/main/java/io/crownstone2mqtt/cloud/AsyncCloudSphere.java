package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.Hub;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.Presence;
import io.crownstone2mqtt.home.Scene;
import io.crownstone2mqtt.home.Sphere;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** {@link CloudSphere} without waiting. */
public final class AsyncCloudSphere {
    private final AsyncCrownstoneCloud cloud;
    private final Sphere sphere;

    AsyncCloudSphere(AsyncCrownstoneCloud cloud, Sphere sphere) {
        this.cloud = cloud;
        this.sphere = sphere;
    }

    /** {@link CloudSphere#details} */
    public Sphere details() {
        return sphere;
    }

    /** {@link CloudSphere#crownstone} */
    public AsyncCloudCrownstone crownstone(String name) {
        return new AsyncCloudCrownstone(
                cloud, Finder.in(sphere).crownstone(name).orElseThrow(CloudException::new));
    }

    /** {@link CloudSphere#crownstones} */
    public List<AsyncCloudCrownstone> crownstones() {
        return sphere.crownstones().values().stream()
                .map(crownstone -> new AsyncCloudCrownstone(cloud, new Finder.InSphere<Crownstone>(sphere, crownstone)))
                .toList();
    }

    /** {@link CloudSphere#scene} */
    public AsyncCloudScene scene(String name) {
        return new AsyncCloudScene(cloud, Finder.in(sphere).scene(name).orElseThrow(CloudException::new));
    }

    /** {@link CloudSphere#scenes} */
    public List<AsyncCloudScene> scenes() {
        return sphere.scenes().values().stream()
                .map(scene -> new AsyncCloudScene(cloud, new Finder.InSphere<Scene>(sphere, scene)))
                .toList();
    }

    /** {@link CloudSphere#hubs} */
    public List<Hub> hubs() {
        return List.copyOf(sphere.hubs().values());
    }

    /** {@link CloudSphere#synchronize} */
    public CompletableFuture<AsyncCloudSphere> synchronize() {
        return cloud.start(call -> new AsyncCloudSphere(cloud, cloud.calls().synchronize(sphere.id(), call)));
    }

    /** {@link CloudSphere#locations} */
    public CompletableFuture<Map<LocationId, Location>> locations() {
        return cloud.locations(sphere.id());
    }

    /** {@link CloudSphere#presence} */
    public CompletableFuture<Presence> presence() {
        return cloud.presence(sphere.id());
    }

    /** {@link CloudSphere#keys} */
    public CompletableFuture<SphereKeys> keys() {
        return cloud.start(call -> SphereKeys.only(cloud.calls().keys(sphere.id(), call), sphere));
    }
}
