package io.crownstone2mqtt.app;

import io.crownstone2mqtt.home.SwitchCommand;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "switch",
        description = "Switches one Crownstone through the cloud. A phone or a hub must be in its range.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class SwitchCrownstoneCommand implements Callable<Integer> {
    private final OneShotRunner runner;

    @Mixin
    private final ConfigOption config;

    @Parameters(index = "0", paramLabel = "NAME", description = "The Crownstone: its name, in any case of letters.")
    private String name = "";

    @Parameters(
            index = "1",
            paramLabel = "HOW",
            converter = How.class,
            completionCandidates = Words.class,
            description = "on, off, or a percentage 0 to 100; 1 to 9 become 10, the least that the cloud takes.")
    private SwitchCommand command = new SwitchCommand.TurnOff();

    @Option(names = "--sphere", paramLabel = "NAME", description = "Only in this sphere; a name or an id.")
    private @Nullable String sphere;

    @ArgGroup
    private @Nullable Naming naming;

    /** At most one of them. */
    static final class Naming {
        @Option(names = "--id", description = "NAME is a cloud id.")
        private boolean id;

        @Option(names = "--uid", description = "NAME is a uid, the Crownstone's number within its sphere.")
        private boolean uid;
    }

    SwitchCrownstoneCommand(ConfigOption config, OneShotRunner runner) {
        this.config = config;
        this.runner = runner;
    }

    @Override
    public Integer call() {
        return runner.run(new Switching(name, by(), command, sphere), config::load);
    }

    private Switching.By by() {
        if (naming != null && naming.id) {
            return Switching.By.ID;
        }
        return naming != null && naming.uid ? Switching.By.UID : Switching.By.NAME;
    }

    /** Understands on, off and percentages. */
    static final class How implements ITypeConverter<SwitchCommand> {
        @Override
        public SwitchCommand convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "on" -> new SwitchCommand.TurnOn();
                case "off" -> new SwitchCommand.TurnOff();
                default -> percentage(value);
            };
        }

        private static SwitchCommand percentage(String value) {
            if (!value.matches("[0-9]{1,3}") || Integer.parseInt(value) > 100) {
                throw new TypeConversionException("'" + value + "' is not on, off, or 0 to 100");
            }
            return SwitchCommand.percentage(Integer.parseInt(value));
        }
    }

    /** What a shell may offer. */
    static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("on", "off").iterator();
        }
    }
}
