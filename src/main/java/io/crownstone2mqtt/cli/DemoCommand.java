package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.Urls;
import io.crownstone2mqtt.daemon.Version;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "demo",
        description = "Runs the bridge against a simulated Crownstone cloud; no account and no broker are needed.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
class DemoCommand implements Callable<Integer> {
    private final CommandContext context;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--mqtt-url",
            paramLabel = "URL",
            converter = BrokerUrlConverter.class,
            description = "The broker to use, such as mqtt://localhost:1883. Default: one of its own on"
                    + " 127.0.0.1, which only a demo from the sources has.")
    private @Nullable URI mqttUrl;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "1883",
            description = "The port of its own broker; 0 means any free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--spheres",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many spheres the simulated cloud has, 1 to 100. Default: ${DEFAULT-VALUE}.")
    private int spheres;

    @Option(
            names = "--crownstones",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many Crownstones each sphere has, 1 to 10000. Default: ${DEFAULT-VALUE}.")
    private int crownstones;

    DemoCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        requireWithin("--port", port, 0, 65_535);
        requireWithin("--spheres", spheres, 1, 100);
        requireWithin("--crownstones", crownstones, 1, 10_000);
        return run(new DemoOptions(mqttUrl, port, spheres, crownstones));
    }

    /** Blocks until the demo has stopped. */
    int run(DemoOptions options) {
        Console console = context.console();
        return new Demo(console.out(), console.errors(), context.faults()).run(options);
    }

    private void requireWithin(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "Invalid value for option '" + option + "': " + value + " is not from " + least + " to " + most);
        }
    }

    /** Says what is wrong with the URL in the words of the configuration. */
    static final class BrokerUrlConverter implements ITypeConverter<URI> {
        @Override
        public URI convert(String value) {
            try {
                return Urls.broker(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("the URL " + e.getMessage());
            }
        }
    }
}
