package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Scene;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@link CloudScene} without waiting. */
public final class AsyncCloudScene {
    private final AsyncCrownstoneCloud cloud;
    private final Finder.InSphere<Scene> found;

    AsyncCloudScene(AsyncCrownstoneCloud cloud, Finder.InSphere<Scene> found) {
        this.cloud = cloud;
        this.found = found;
    }

    /** {@link CloudScene#details} */
    public Scene details() {
        return found.thing();
    }

    /** {@link CloudScene#sphere} */
    public AsyncCloudSphere sphere() {
        return new AsyncCloudSphere(cloud, found.sphere());
    }

    /** {@link CloudScene#levels} */
    public Map<CrownstoneId, Integer> levels() {
        return CloudScene.levels(found);
    }

    /** {@link CloudScene#activate} */
    public CompletableFuture<@Nullable Void> activate() {
        return cloud.activate(found.sphere(), details());
    }
}
