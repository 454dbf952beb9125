/** The command line and the composition root: the only place where adapters and the pure rooms are wired. Nothing imports it. */
@NullMarked
package io.crownstone2mqtt.app;

import org.jspecify.annotations.NullMarked;
