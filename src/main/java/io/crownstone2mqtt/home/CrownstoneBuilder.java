package io.crownstone2mqtt.home;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Crownstone}: whatever is not said is unknown. */
public final class CrownstoneBuilder {
    private final CrownstoneId id;
    private @Nullable Integer uid;
    private @Nullable String name;
    private @Nullable String type;
    private @Nullable String icon;
    private @Nullable String firmware;
    private @Nullable String hardware;
    private @Nullable String address;
    private @Nullable LocationId location;
    private boolean locked;
    private List<Ability> abilities = List.of();
    private @Nullable SwitchState state;

    CrownstoneBuilder(CrownstoneId id) {
        this.id = id;
    }

    CrownstoneBuilder(Crownstone from) {
        this(from.id());
        uid = from.uid();
        name = from.name();
        type = from.type();
        icon = from.icon();
        firmware = from.firmware();
        hardware = from.hardware();
        address = from.address();
        location = from.location();
        locked = from.locked();
        abilities = from.abilities();
        state = from.state();
    }

    public CrownstoneBuilder uid(@Nullable Integer value) {
        uid = value;
        return this;
    }

    public CrownstoneBuilder name(@Nullable String value) {
        name = value;
        return this;
    }

    public CrownstoneBuilder type(@Nullable String value) {
        type = value;
        return this;
    }

    public CrownstoneBuilder icon(@Nullable String value) {
        icon = value;
        return this;
    }

    public CrownstoneBuilder firmware(@Nullable String value) {
        firmware = value;
        return this;
    }

    public CrownstoneBuilder hardware(@Nullable String value) {
        hardware = value;
        return this;
    }

    public CrownstoneBuilder address(@Nullable String value) {
        address = value;
        return this;
    }

    public CrownstoneBuilder location(@Nullable LocationId value) {
        location = value;
        return this;
    }

    public CrownstoneBuilder locked(boolean value) {
        locked = value;
        return this;
    }

    public CrownstoneBuilder abilities(List<Ability> value) {
        abilities = value;
        return this;
    }

    public CrownstoneBuilder dimming(boolean enabled) {
        abilities = List.of(new Ability(Ability.DIMMING, enabled, true, Map.of()));
        return this;
    }

    public CrownstoneBuilder state(@Nullable SwitchState value) {
        state = value;
        return this;
    }

    public Crownstone build() {
        return new Crownstone(
                id, uid, name, type, icon, firmware, hardware, address, location, locked, abilities, state);
    }
}
