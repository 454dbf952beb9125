package io.crownstone2mqtt.cloud;

import static io.crownstone2mqtt.cloud.FakeCloud.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.home.CloudProblem.Unavailable;
import io.crownstone2mqtt.home.SphereId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A cloud that says too much at once does not fill the memory. */
class ResponseMemoryIT {
    private static final SphereId SPHERE = new SphereId(HOME);
    private static final int BYTES = 1024 * 1024;
    private static final int MORE_THAN_HALF = BYTES * 6 / 10;

    private final ResponseMemory space = new ResponseMemory(BYTES);

    @Test
    void anAnswerThatIsTooLargeBesideTheOthersIsRefusedAndReadWhenTheyAreUnderstood() throws IOException {
        try (CloudFixture fixture = new CloudFixture(FakeCloud.recorded(), options -> options, space)) {
            fixture.server.on("/Spheres/" + HOME + "/presentPeople", Reply.json(" ".repeat(MORE_THAN_HALF) + "[]"));

            try (ResponseMemory.Share other = space.open()) {
                other.metered(new ByteArrayInputStream(new byte[MORE_THAN_HALF]))
                        .readAllBytes();
                assertThat(CloudFixture.problemOf(() -> fixture.cloud.presence(SPHERE)))
                        .isInstanceOfSatisfying(
                                Unavailable.class,
                                problem -> assertThat(problem.message()).contains("-Xmx"));
            }

            assertThat(fixture.cloud.presence(SPHERE).people()).isEmpty();
            assertThat(fixture.cloud.presence(SPHERE).people()).isEmpty();
        }
    }
}
