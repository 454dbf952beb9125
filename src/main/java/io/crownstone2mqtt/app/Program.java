package io.crownstone2mqtt.app;

import io.crownstone2mqtt.config.ConfigException;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: finds the command, runs it, and turns whatever goes wrong into one line and an exit code. */
final class Program {
    private static final Logger LOG = LoggerFactory.getLogger(Program.class);
    private static final String NAME = "crownstone2mqtt";

    private final CommandLine commandLine;
    private final PrintWriter errors;

    Program(SettingsSource settings, DaemonRunner daemon, DemoRunner demo, PrintWriter out, PrintWriter errors) {
        this.errors = errors;
        var config = new ConfigOption(settings, null);
        this.commandLine = new CommandLine(new CrownstoneCommand(config, daemon))
                .addSubcommand(new RunCommand(new ConfigOption(settings, config), daemon))
                .addSubcommand(new DemoCommand(demo))
                .setExpandAtFiles(false)
                .setOut(out)
                .setErr(errors)
                .setParameterExceptionHandler((problem, _) -> usage(problem))
                .setExecutionExceptionHandler((problem, _, _) -> failed(problem));
    }

    /** Runs the command; returns an {@link ExitCode}. */
    int run(String... args) {
        try {
            return commandLine.execute(args);
        } catch (Error e) {
            return bug(e);
        } finally {
            errors.flush();
        }
    }

    private int usage(ParameterException problem) {
        var command = problem.getCommandLine().getCommandSpec().qualifiedName(" ");
        complain(problem.getMessage() + meant(problem) + "; see " + command + " --help");
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
        if (problem instanceof ConfigException configuration) {
            configuration.problems().forEach(one -> complain(one.toString()));
            return ExitCode.CONFIGURATION;
        }
        return bug(problem);
    }

    private int bug(Throwable problem) {
        complain("a bug in " + NAME + " " + Version.current() + ": " + problem + at(problem)
                + "; please report it (CROWNSTONE2MQTT_LOG_LEVEL=DEBUG shows the stack trace)");
        LOG.debug("Stack trace of the bug", problem);
        return ExitCode.BUG;
    }

    private static String at(Throwable problem) {
        var trace = problem.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    private void complain(String message) {
        errors.println(NAME + ": " + message.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " "));
    }
}
