package io.crownstone2mqtt.home;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something the cloud's event stream tells about a sphere. */
public sealed interface HomeEvent {
    SphereId sphere();

    /** A Crownstone's state was reported ({@code switchStateUpdate}): the authoritative feed of states. */
    record StateReported(SphereId sphere, CrownstoneId crownstone, int percentage) implements HomeEvent {}

    /** Somebody asked to switch ({@code command/multiSwitch}), maybe we ourselves. Not a state. */
    record SwitchRequested(SphereId sphere, List<CrownstoneId> crownstones) implements HomeEvent {
        public SwitchRequested {
            crownstones = List.copyOf(crownstones);
        }
    }

    /** A device of the user came into the sphere. */
    record EnteredSphere(SphereId sphere, UserId user) implements HomeEvent {}

    /** A device of the user left the sphere; another of the same user's may still be there. */
    record LeftSphere(SphereId sphere, UserId user) implements HomeEvent {}

    /** A device of the user came into the room, and so is in the sphere. */
    record EnteredLocation(SphereId sphere, UserId user, LocationId location) implements HomeEvent {}

    /** A device of the user left the room; another of the same user's may still be there. */
    record LeftLocation(SphereId sphere, UserId user, LocationId location) implements HomeEvent {}

    /** Things were created, changed or deleted; carries no data ({@code dataChange}). */
    record DataChanged(
            SphereId sphere,
            String kind,
            String operation,
            @Nullable String itemId) implements HomeEvent {}

    /** An ability was switched on or off, or reached the Crownstone ({@code abilityChange}). */
    record AbilityChanged(SphereId sphere, CrownstoneId crownstone, String type, boolean enabled, boolean synced)
            implements HomeEvent {}

    /** Somebody was invited or uninvited ({@code invitationChange}). */
    record InvitationChanged(SphereId sphere, String operation) implements HomeEvent {}

    /** The sphere's authorization tokens changed ({@code sphereTokensChanged}): matters to users of its keys only. */
    record SphereTokensChanged(SphereId sphere) implements HomeEvent {}
}
