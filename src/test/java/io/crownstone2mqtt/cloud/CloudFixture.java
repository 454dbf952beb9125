package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import java.util.function.UnaryOperator;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A client of a {@link FakeCloud}, with a clock of its own. */
final class CloudFixture implements AutoCloseable {
    static final Credentials CREDENTIALS = Credentials.ofPassword("admin@example.com", "admin password");

    final FakeCloud server;
    final FakeClock clock = new FakeClock();
    final CloudHttp http;
    final CrownstoneCloud cloud;

    CloudFixture() {
        this(FakeCloud.recorded(), options -> options);
    }

    CloudFixture(FakeCloud server, UnaryOperator<CloudOptions> change) {
        this(server, change, ResponseMemory.usual(server.options().limits().maxAnswerBytes()));
    }

    CloudFixture(FakeCloud server, UnaryOperator<CloudOptions> change, ResponseMemory space) {
        this.server = server;
        CloudOptions options = change.apply(server.options());
        http = new CloudHttp(options, space);
        cloud = new CrownstoneCloud(http, CREDENTIALS, options, clock);
    }

    /** What the call fails with. */
    static CloudProblem problemOf(ThrowingCallable call) {
        Throwable thrown = Assertions.catchThrowable(call);
        Assertions.assertThat(thrown).isInstanceOf(CloudException.class);
        return ((CloudException) thrown).problem();
    }

    @Override
    public void close() {
        cloud.close();
        http.close();
        server.close();
    }
}
