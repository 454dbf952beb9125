package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.SphereId;

/** Whom to wake when a deadline has passed. The one that is woken checks whether there is still anything to do. */
sealed interface Wake {
    record ForAccount(AccountId account) implements Wake {}

    record ForFetch(FetchQueue.FetchKey key) implements Wake {}

    /** It may be time to read who is present. */
    record ForPresence(SphereId sphere) implements Wake {}

    /** It may be time to read its energy meters. */
    record ForEnergy(SphereId sphere) implements Wake {}

    /** One of its hubs may have been silent for too long. */
    record ForHubs(SphereId sphere) implements Wake {}

    record ForCommand(CrownstoneId crownstone) implements Wake {}

    /** The batch window of a sphere may be over. */
    record ForOpenBatch(SphereId sphere) implements Wake {}

    /** The cloud should have answered by now. */
    record ForSentBatch(long number) implements Wake {}

    record ForBroker() implements Wake {}
}
