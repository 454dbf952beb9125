package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SpherePart;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells once that a part of a sphere cannot be read, and once that it can be read again. */
final class MissingParts {
    private static final Logger LOG = LoggerFactory.getLogger(MissingParts.class);

    private record Missing(SphereId sphere, SpherePart part) {}

    private final String account;
    private final Set<Missing> known = ConcurrentHashMap.newKeySet();

    MissingParts(String account) {
        this.account = account;
    }

    /** @param problem null if it was read */
    void note(Sphere sphere, SpherePart part, @Nullable CloudProblem problem) {
        Missing missing = new Missing(sphere.id(), part);
        if (problem == null) {
            if (known.remove(missing)) {
                LOG.info("{}: the {} of sphere {} can be read again", account, name(part), named(sphere));
            }
        } else if (known.add(missing)) {
            LOG.warn(
                    "{}: the {} of sphere {} cannot be read: {}",
                    account,
                    name(part),
                    named(sphere),
                    problem.message());
        }
    }

    private static String name(SpherePart part) {
        return switch (part) {
            case USERS -> "users";
            case PRESENCE -> "present people";
            case SCENES -> "scenes";
            case HUBS -> "hubs";
        };
    }

    private static String named(Sphere sphere) {
        return sphere.label() + " (" + sphere.id() + ")";
    }
}
