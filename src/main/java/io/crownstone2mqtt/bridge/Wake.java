package io.crownstone2mqtt.bridge;

import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.SphereId;

/** Who is to look again when a deadline is over. Whoever is woken looks whether there is still anything to do. */
sealed interface Wake {
    record Account(AccountId account) implements Wake {}

    record Fetch(FetchQueue.Key key) implements Wake {}

    /** It may be time to read who is present. */
    record Presence(SphereId sphere) implements Wake {}

    /** It may be time to read its energy meters. */
    record Energy(SphereId sphere) implements Wake {}

    /** A hub of it may be silent for too long. */
    record Hubs(SphereId sphere) implements Wake {}

    record Command(CrownstoneId crownstone) implements Wake {}

    /** The commands of a sphere that wait for company may leave. */
    record OpenBatch(SphereId sphere) implements Wake {}

    /** The cloud should have answered by now. */
    record SentBatch(long number) implements Wake {}

    record Broker() implements Wake {}
}
