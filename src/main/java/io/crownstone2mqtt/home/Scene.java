package io.crownstone2mqtt.home;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scene that somebody made in the Crownstone app.
 *
 * @param levels by a Crownstone's {@link Crownstone#uid()}, 0 to 100; null where they could not be read
 */
public record Scene(
        SceneId id, @Nullable String name, @Nullable Map<Integer, Integer> levels) {
    public Scene {
        levels = levels == null ? null : Map.copyOf(levels);
    }

    /** Its name, or what to call one without: {@code Scene 1182cf}. */
    public String label() {
        return name != null && !name.isBlank() ? name : "Scene " + id.tail();
    }

    /** What could not be read stays as it was. */
    public Scene orLevelsOf(@Nullable Scene known) {
        return levels != null || known == null ? this : new Scene(id, name, known.levels());
    }

    /**
     * What activating it asks of each Crownstone of its sphere; empty if it has nothing that can be switched. Crownstones that
     * have gone are left out, as the app does.
     */
    public Map<CrownstoneId, SwitchCommand> commands(Sphere sphere) {
        Map<CrownstoneId, SwitchCommand> commands = new LinkedHashMap<>();
        if (levels != null) {
            for (Crownstone each : sphere.crownstones().values()) {
                Integer level = each.uid() == null ? null : levels.get(each.uid());
                if (level != null && each.canSwitch()) {
                    commands.put(each.id(), command(each, level));
                }
            }
        }
        return commands;
    }

    /** Why it cannot be activated, for any account; null if it can. */
    public @Nullable CloudProblem objection(Sphere sphere) {
        return commands(sphere).isEmpty()
                ? new CloudProblem.AbilityMissing(
                        label() + " has no Crownstone that can be switched, or none that could"
                                + " be read: look at the scene in the Crownstone app")
                : null;
    }

    private static SwitchCommand command(Crownstone crownstone, int level) {
        if (level == 0) {
            return new SwitchCommand.TurnOff();
        }
        return crownstone.canDim() ? SwitchCommand.percentage(level) : new SwitchCommand.TurnOn();
    }
}
