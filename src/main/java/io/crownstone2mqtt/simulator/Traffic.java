package io.crownstone2mqtt.simulator;

/** Everything that callers did. */
final class Traffic {
    final Journal<RecordedRequest> requests = new Journal<>();
    final Journal<StreamRequest> streams = new Journal<>();
    final Journal<SwitchCommand> switchCommands = new Journal<>();
    final Journal<LoginAttempt> logins = new Journal<>();
    final Journal<Logout> logouts = new Journal<>();
}
