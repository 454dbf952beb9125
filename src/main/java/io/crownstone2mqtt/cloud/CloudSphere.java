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

/**
 * A sphere that was found and can be asked. {@link #details}, its Crownstones, scenes and hubs are what was read of it; every other
 * function asks the cloud and throws {@link CloudException}.
 */
public final class CloudSphere {
    private final CrownstoneCloud cloud;
    private final Sphere sphere;

    CloudSphere(CrownstoneCloud cloud, Sphere sphere) {
        this.cloud = cloud;
        this.sphere = sphere;
    }

    /** As it was last read when it was found. Makes no request. */
    public Sphere details() {
        return sphere;
    }

    /**
     * The Crownstone of that name in this sphere. Makes no request.
     *
     * @param name in any case of letters
     * @throws CloudException if none or several have that name
     */
    public CloudCrownstone crownstone(String name) {
        return new CloudCrownstone(cloud, Finder.in(sphere).crownstone(name).orElseThrow(CloudException::new));
    }

    /** All Crownstones of this sphere. Makes no request. */
    public List<CloudCrownstone> crownstones() {
        return sphere.crownstones().values().stream()
                .map(crownstone -> new CloudCrownstone(cloud, new Finder.InSphere<Crownstone>(sphere, crownstone)))
                .toList();
    }

    /**
     * The scene of that name in this sphere. Makes no request.
     *
     * @param name in any case of letters
     * @throws CloudException if none or several have that name
     */
    public CloudScene scene(String name) {
        return new CloudScene(cloud, Finder.in(sphere).scene(name).orElseThrow(CloudException::new));
    }

    /** All scenes of this sphere. Makes no request. */
    public List<CloudScene> scenes() {
        return sphere.scenes().values().stream()
                .map(scene -> new CloudScene(cloud, new Finder.InSphere<Scene>(sphere, scene)))
                .toList();
    }

    /** All hubs of this sphere, each with whether the cloud was in contact with it lately. Makes no request. */
    public List<Hub> hubs() {
        return List.copyOf(sphere.hubs().values());
    }

    /** Reads everything in it again. */
    public CloudSphere synchronize() {
        return new CloudSphere(cloud, cloud.synchronize(sphere.id()));
    }

    /** Its rooms, as they are now. */
    public Map<LocationId, Location> locations() {
        return cloud.locations(sphere.id());
    }

    /** Who is in it now, and in which room. */
    public Presence presence() {
        return cloud.presence(sphere.id());
    }

    /** Its Bluetooth keys: as many as the account's role allows. */
    public SphereKeys keys() {
        return SphereKeys.only(cloud.keys(sphere.id()), sphere);
    }
}
