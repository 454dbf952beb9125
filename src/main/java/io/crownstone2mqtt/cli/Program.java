package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.cloud.CloudException;
import io.crownstone2mqtt.config.ConfigException;
import io.crownstone2mqtt.config.FilePath;
import io.crownstone2mqtt.daemon.Version;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: finds the command, runs it, and turns whatever goes wrong into one line and an exit code. */
final class Program {
    private static final Logger LOG = LoggerFactory.getLogger(Program.class);

    private final IFactory commands;
    private final Console console;

    /** @param commands makes the commands */
    Program(IFactory commands, Console console) {
        this.commands = commands;
        this.console = console;
    }

    CommandLine commandLine() {
        return new CommandLine(CrownstoneCommand.class, commands)
                .addSubcommand("completion", completion())
                .registerConverter(Path.class, Program::path)
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(console.out())
                .setErr(console.errors())
                .setParameterExceptionHandler((problem, _) -> usage(problem))
                .setExecutionExceptionHandler((problem, _, _) -> failed(problem));
    }

    private static Path path(String text) {
        try {
            return FilePath.of(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("\"" + text + "\" " + e.getMessage());
        }
    }

    /** Writes a script for bash and zsh; packagers and docs know of it, nobody else needs to. */
    private static CommandLine completion() {
        CommandLine completion = new CommandLine(new GenerateCompletion());
        completion.getCommandSpec().usageMessage().hidden(true);
        return completion;
    }

    /** Runs the command; returns an {@link ExitCode}. */
    int run(String... args) {
        for (String argument : args) {
            if (argument.indexOf('\uFFFD') >= 0) {
                console.complain(
                        "\"" + argument + "\" holds a replacement character (U+FFFD), which stands for letters that"
                                + " were lost because they were not in UTF-8; use a terminal with UTF-8, or --id");
                return ExitCode.USAGE;
            }
        }
        try {
            var service = ServiceArguments.of(args);
            return service == null ? commandLine().execute(args) : run(service);
        } catch (Error e) {
            return bug(e);
        } finally {
            console.errors().flush();
        }
    }

    private int run(ServiceArguments service) {
        try {
            return commands.create(RunCommand.class).run(service.config());
        } catch (Exception e) {
            return failed(e);
        }
    }

    private int usage(ParameterException problem) {
        var command = problem.getCommandLine().getCommandSpec().qualifiedName(" ");
        console.complain(problem.getMessage() + meant(problem) + "; see " + command + " --help");
        return ExitCode.USAGE;
    }

    private static String meant(ParameterException problem) {
        if (!(problem instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        var suggestions = unmatched.getSuggestions();
        return suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?";
    }

    private int failed(Exception problem) {
        return switch (problem) {
            case ConfigException configuration -> {
                configuration.problems().forEach(one -> console.complain(one.toString()));
                yield ExitCode.CONFIGURATION;
            }
            case CommandFailure failure -> {
                console.complain(failure.explanation());
                yield failure.exitCode();
            }
            case CloudException failure -> {
                console.complain(failure.problem().message());
                yield ExitCode.of(failure.problem());
            }
            default -> bug(problem);
        };
    }

    private int bug(Throwable problem) {
        console.complain("a bug in crownstone2mqtt " + Version.current() + ": " + problem + at(problem)
                + "; please report it (CROWNSTONE2MQTT_LOG_LEVEL=DEBUG shows the stack trace)");
        LOG.debug("Stack trace of the bug", problem);
        return ExitCode.BUG;
    }

    private static String at(Throwable problem) {
        var trace = problem.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }
}
