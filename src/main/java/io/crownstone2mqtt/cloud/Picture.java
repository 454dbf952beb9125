package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.UserId;

/**
 * Everything that an account sees, complete.
 *
 * @param self the account's own user
 */
public record Picture(UserId self, Home home) {}
