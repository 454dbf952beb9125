package io.crownstone2mqtt.app;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "purge",
        description = "Removes from the broker every retained topic and discovery message of this bridge, after showing"
                + " them and asking. Stop the bridge before. Needs no account.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class PurgeCommand implements Callable<Integer> {
    private final PurgeRunner purge;

    @Mixin
    private final ConfigOption config;

    @Option(
            names = "--base-topic",
            paramLabel = "TOPIC",
            description = "The base topic of an earlier configuration. Default: mqtt.base-topic.")
    private @Nullable String baseTopic;

    @Option(
            names = "--discovery-prefix",
            paramLabel = "TOPIC",
            description = "The discovery prefix of an earlier configuration. Default: home-assistant.discovery-prefix.")
    private @Nullable String discoveryPrefix;

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            description = "The client id of an earlier configuration. Default: mqtt.client-id.")
    private @Nullable String clientId;

    @Option(names = "--yes", description = "Does not ask.")
    private boolean yes;

    @Option(
            names = "--force",
            description = "Also if the broker holds that the bridge is online, which is wrong where the broker itself"
                    + " died with it.")
    private boolean force;

    @Option(names = "--json", description = "Writes JSON, for programs; needs --yes.")
    private boolean json;

    PurgeCommand(ConfigOption config, PurgeRunner purge) {
        this.config = config;
        this.purge = purge;
    }

    @Override
    public Integer call() {
        return purge.run(config.named(), new PurgeOptions(baseTopic, discoveryPrefix, clientId, yes, force, json));
    }
}
