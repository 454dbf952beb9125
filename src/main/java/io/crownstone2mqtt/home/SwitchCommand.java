package io.crownstone2mqtt.home;

/** The commands of a Crownstone, by the cloud's own names. */
public sealed interface SwitchCommand {
    /** The smallest percentage above 0 that the cloud takes: below it answers an error. */
    int LOWEST_DIM = 10;

    /** On, at whatever level the Crownstone's behaviour asks for now: not the same as 100 %. */
    record TurnOn() implements SwitchCommand {
        @Override
        public String toString() {
            return "on";
        }
    }

    /** Off. */
    record TurnOff() implements SwitchCommand {
        @Override
        public String toString() {
            return "off";
        }
    }

    /** That much, 0 or 10 to 100; between needs the dimming ability. */
    record Percentage(int value) implements SwitchCommand {
        public Percentage {
            if (value != 0 && (value < LOWEST_DIM || value > 100)) {
                throw new IllegalArgumentException("a percentage is 0 or 10 to 100, not " + value);
            }
        }

        @Override
        public String toString() {
            return value + " %";
        }
    }

    /** The command for 0 to 100; 1 to 9 become 10. */
    static SwitchCommand percentage(int value) {
        return new Percentage(value > 0 ? Math.max(value, LOWEST_DIM) : value);
    }

    /** Whether only a Crownstone with dimming enabled can obey. */
    default boolean needsDimming() {
        return this instanceof Percentage(int value) && value != 0 && value != 100;
    }

    /**
     * What the Crownstone will show if it obeys, 0 to 100. On leaves one that is on at its level (seen at the real cloud), and
     * is taken for 100 % else, as Home Assistant takes it.
     *
     * @param before what it showed, 0 if that is not known
     */
    default int expectedPercentage(int before) {
        return switch (this) {
            case TurnOn _ -> before > 0 ? before : 100;
            case TurnOff _ -> 0;
            case Percentage(int value) -> value;
        };
    }

    /** Whether a reported percentage shows that the Crownstone obeyed. */
    default boolean isMetBy(int reported) {
        return switch (this) {
            case TurnOn _ -> reported > 0;
            case TurnOff _ -> reported == 0;
            case Percentage(int value) -> reported == value;
        };
    }
}
