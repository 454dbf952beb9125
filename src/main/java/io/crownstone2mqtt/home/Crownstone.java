package io.crownstone2mqtt.home;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A smart plug or built-in dimmer. Only the id is certain; the cloud leaves out whatever was never set.
 *
 * @param uid its number within the sphere, 1 to 255
 * @param type {@code PLUG}, {@code BUILTIN}, {@code BUILTIN_ONE} …: free text in the cloud
 * @param firmware software version, for example {@code 5.7.0}
 * @param hardware hardware code, for example {@code 10104010100QHR1900AG0}
 * @param address Bluetooth address, {@code AA:BB:CC:DD:EE:01}
 * @param location the room it is in
 * @param locked switching is locked in the app; the cloud does not enforce it
 * @param state null while none was ever reported to the cloud
 */
public record Crownstone(
        CrownstoneId id,
        @Nullable Integer uid,
        @Nullable String name,
        @Nullable String type,
        @Nullable String icon,
        @Nullable String firmware,
        @Nullable String hardware,
        @Nullable String address,
        @Nullable LocationId location,
        boolean locked,
        List<Ability> abilities,
        @Nullable SwitchState state) {
    private static final Set<String> WITHOUT_SWITCH =
            Set.of("GUIDESTONE", "CROWNSTONE_USB", "CROWNSTONE_HUB", "PROTOTYPE_NO_SWITCHING");

    public Crownstone {
        abilities = List.copyOf(abilities);
    }

    public static CrownstoneBuilder builder(CrownstoneId id) {
        return new CrownstoneBuilder(id);
    }

    public CrownstoneBuilder toBuilder() {
        return new CrownstoneBuilder(this);
    }

    /** Whether its type has a switch; dongles, hubs and guidestones have none. */
    public boolean canSwitch() {
        return type == null || !WITHOUT_SWITCH.contains(type);
    }

    /** Whether it takes percentages between 0 and 100: it can switch, and dimming is enabled. */
    public boolean canDim() {
        return canSwitch() && ability(Ability.DIMMING).map(Ability::enabled).orElse(false);
    }

    /** Why it cannot obey that command, for any account; null if it can. */
    public @Nullable CloudProblem objection(SwitchCommand command) {
        if (!canSwitch()) {
            return new CloudProblem.AbilityMissing(
                    label() + " has no switch (it is a " + type + "): choose another Crownstone");
        }
        if (command.needsDimming() && !canDim()) {
            return new CloudProblem.AbilityMissing(
                    label() + " does not dim: switch it on or off, or enable dimming in the Crownstone app");
        }
        return null;
    }

    /** The ability of that type; of duplicates, which the cloud deletes lazily, the last. */
    public Optional<Ability> ability(String abilityType) {
        return abilities.reversed().stream()
                .filter(ability -> ability.type().equals(abilityType))
                .findFirst();
    }

    public Crownstone withState(@Nullable SwitchState newState) {
        return toBuilder().state(newState).build();
    }

    /** With that ability, in the place of any of its type. */
    public Crownstone withAbility(Ability ability) {
        var others = abilities.stream().filter(each -> !each.type().equals(ability.type()));
        return toBuilder()
                .abilities(Stream.concat(others, Stream.of(ability)).toList())
                .build();
    }

    /** Its name, or what to call one without: {@code Crownstone 7}. */
    public String label() {
        return name != null && !name.isBlank() ? name : "Crownstone " + (uid != null ? uid : id.tail());
    }
}
