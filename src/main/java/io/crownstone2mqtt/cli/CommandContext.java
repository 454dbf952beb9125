package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.config.ServiceEnvironment;
import io.crownstone2mqtt.runtime.Faults;

/**
 * What every command works with.
 *
 * @param configuration where the settings are read
 * @param console where results and errors are written
 * @param question how a person is asked
 * @param service what the service manager says
 * @param faults what no thread could survive
 */
record CommandContext(
        Configuration configuration, Console console, Prompt question, ServiceEnvironment service, Faults faults) {}
