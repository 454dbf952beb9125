package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Scene;
import java.util.HashMap;
import java.util.Map;

/**
 * A scene that was found and can be activated. Only {@link #activate} asks the cloud, and throws {@link CloudException}.
 */
public final class CloudScene {
    private final CrownstoneCloud cloud;
    private final Finder.InSphere<Scene> found;

    CloudScene(CrownstoneCloud cloud, Finder.InSphere<Scene> found) {
        this.cloud = cloud;
        this.found = found;
    }

    /** As it was last read when it was found. Makes no request. */
    public Scene details() {
        return found.thing();
    }

    /** The sphere that it is in. Makes no request. */
    public CloudSphere sphere() {
        return new CloudSphere(cloud, found.sphere());
    }

    /**
     * How bright it makes each Crownstone, 0 to 100. Crownstones that the sphere no longer has are left out. Makes no request.
     */
    public Map<CrownstoneId, Integer> levels() {
        return levels(found);
    }

    static Map<CrownstoneId, Integer> levels(Finder.InSphere<Scene> found) {
        Map<Integer, Integer> byUid = found.thing().levels();
        Map<CrownstoneId, Integer> levels = new HashMap<>();
        for (Crownstone each : found.sphere().crownstones().values()) {
            Integer level = byUid == null || each.uid() == null ? null : byUid.get(each.uid());
            if (level != null) {
                levels.put(each.id(), level);
            }
        }
        return Map.copyOf(levels);
    }

    /**
     * Asks for all its Crownstones to be switched, in one request ({@code POST /Spheres/{id}/switchCrownstones}). That it
     * returns means that the cloud has passed that on to phones and hubs in range. A scene without any Crownstone that can
     * be switched is {@link CloudProblem.AbilityMissing} without any request.
     */
    public void activate() {
        cloud.activate(found.sphere(), details());
    }
}
