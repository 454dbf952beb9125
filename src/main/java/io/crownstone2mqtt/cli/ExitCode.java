package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.mqtt.BrokerProblem;

/** What the process says when it ends; scripts and systemd rely on it. From 64 on as in BSD's sysexits.h. */
public final class ExitCode {
    public static final int SUCCESS = 0;

    /** What was asked for did not work. */
    public static final int FAILED = 1;

    /** The command line is wrong. */
    public static final int USAGE = 64;

    /** The cloud or the broker cannot be reached; only of commands that do one thing and end. */
    public static final int UNAVAILABLE = 69;

    /** The program is wrong. */
    public static final int BUG = 70;

    /** The cloud or the broker rejects the credentials. */
    public static final int REJECTED = 77;

    /** The configuration is wrong. */
    public static final int CONFIGURATION = 78;

    private ExitCode() {}

    static int of(CloudProblem problem) {
        return switch (problem) {
            case CloudProblem.WrongCredentials _, CloudProblem.EmailNotVerified _, CloudProblem.MissingCredentials _ ->
                REJECTED;
            case CloudProblem.Unavailable _, CloudProblem.Unreadable _ -> UNAVAILABLE;
            case CloudProblem.Forbidden _,
                    CloudProblem.NotFound _,
                    CloudProblem.Ambiguous _,
                    CloudProblem.AbilityMissing _,
                    CloudProblem.Refused _ -> FAILED;
        };
    }

    static int of(BrokerProblem problem) {
        return switch (problem) {
            case BrokerProblem.LoginRefused _ -> REJECTED;
            case BrokerProblem.Unreachable _ -> UNAVAILABLE;
        };
    }
}
