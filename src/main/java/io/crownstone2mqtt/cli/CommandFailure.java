package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.mqtt.BrokerProblem;

/** Ends a command. The message is one line for people that ends with what to do next. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }

    static CommandFailure failed(String message) {
        return new CommandFailure(ExitCode.FAILED, message);
    }

    static CommandFailure unavailable(String message) {
        return new CommandFailure(ExitCode.UNAVAILABLE, message);
    }

    /** @param where what to say before the message, with a blank at its end; may be empty */
    static CommandFailure of(CloudProblem problem, String where) {
        return new CommandFailure(ExitCode.of(problem), where + problem.message());
    }

    static CommandFailure of(BrokerProblem problem) {
        return new CommandFailure(ExitCode.of(problem), problem.message());
    }

    /** The same, with something to know before it. */
    CommandFailure after(String words) {
        return new CommandFailure(exitCode, words + explanation());
    }

    String explanation() {
        return String.valueOf(getMessage());
    }

    int exitCode() {
        return exitCode;
    }
}
