package io.crownstone2mqtt.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.crownstone2mqtt.cloud.Finder.InSphere;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CloudProblem.Ambiguous;
import io.crownstone2mqtt.home.CloudProblem.NotFound;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.Role;
import io.crownstone2mqtt.home.Scene;
import io.crownstone2mqtt.home.SceneId;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.home.UserId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FinderTest {
    private static final Sphere HOUSE = Sphere.empty(new SphereId("s1"), "House")
            .with(crownstone("c1", "Lamp", 1))
            .with(crownstone("c2", "Lamb", 2))
            .with(crownstone("c3", "Kitchen table lamp", 3))
            .with(crownstone("c4", "Oven", 4))
            .with(new Location(new LocationId("l1"), 1, "Kitchen", null))
            .with(user("u1", "Ada", "Admin"))
            .with(new Scene(new SceneId("n1"), "Bedtime", Map.of(1, 0)))
            .with(new Scene(new SceneId("n2"), "Film night", null));
    private static final Sphere OFFICE = Sphere.empty(new SphereId("s2"), "Office")
            .with(crownstone("c5", "oven", 1))
            .with(new Location(new LocationId("l2"), 7, "kitchen", null))
            .with(user("u1", "Ada", "Admin"))
            .with(user("u2", "Max", "Admin"))
            .with(new Scene(new SceneId("n3"), "BEDTIME", Map.of()));
    private final Finder all = Finder.in(Home.EMPTY.with(HOUSE).with(OFFICE));

    @Test
    void findsByNameWhateverItsCase() {
        assertThat(found(all.crownstone(" lAMP ")).thing().id()).isEqualTo(new CrownstoneId("c1"));
        assertThat(found(all.crownstone("lamp")).sphere()).isEqualTo(HOUSE);
        assertThat(found(all.sphere("office"))).isEqualTo(OFFICE);
        assertThat(found(Finder.in(OFFICE).location("Kitchen")).thing().id()).isEqualTo(new LocationId("l2"));
    }

    @Test
    void findsWithinOneSphereWhatSeveralHave() {
        assertThat(found(Finder.in(OFFICE).crownstone("Oven")).thing().id()).isEqualTo(new CrownstoneId("c5"));
    }

    @Test
    void saysWhereThingsOfOneNameAre() {
        assertThat(problem(all.crownstone("Oven")))
                .isEqualTo(new Ambiguous("there is more than one Crownstone named \"Oven\": in House (id c4),"
                        + " in Office (id c5); say which by its sphere or its id"));
        assertThat(problem(all.crownstoneByUid(1))).isInstanceOf(Ambiguous.class);
        assertThat(problem(all.location("Kitchen"))).isInstanceOf(Ambiguous.class);
    }

    @Test
    void saysWhichNamesAreNear() {
        assertThat(problem(all.crownstone("Lamq")))
                .isEqualTo(new NotFound("there is no Crownstone named \"Lamq\": did you mean Lamb or Lamp?"));
        assertThat(problem(all.crownstone("table")))
                .isEqualTo(new NotFound("there is no Crownstone named \"table\": did you mean Kitchen table lamp?"));
        assertThat(problem(all.sphere("Garden shed")))
                .isEqualTo(new NotFound("there is no sphere named \"Garden shed\": check the name or the id,"
                        + " and that the account sees it"));
    }

    @Test
    void findsByIdAndUid() {
        assertThat(found(all.crownstoneById("c2")).thing().label()).isEqualTo("Lamb");
        assertThat(found(all.crownstoneByUid(3)).thing().id()).isEqualTo(new CrownstoneId("c3"));
        assertThat(found(all.locationById("l1")).thing().label()).isEqualTo("Kitchen");
        assertThat(found(all.locationByUid(7)).sphere()).isEqualTo(OFFICE);
        assertThat(found(all.sphereById("s2"))).isEqualTo(OFFICE);
        assertThat(problem(all.crownstoneById("c9"))).isInstanceOf(NotFound.class);
        assertThat(problem(all.crownstoneByUid(99))).isInstanceOf(NotFound.class);
    }

    @Test
    void findsScenes() {
        assertThat(found(all.scene("film NIGHT")).thing().id()).isEqualTo(new SceneId("n2"));
        assertThat(found(all.sceneById("n3")).sphere()).isEqualTo(OFFICE);
        assertThat(problem(all.scene("Film nihgt")))
                .isEqualTo(new NotFound("there is no scene named \"Film nihgt\": did you mean Film night?"));
        assertThat(problem(all.scene("Bedtime")))
                .isEqualTo(new Ambiguous("there is more than one scene named \"Bedtime\": in House (id n1),"
                        + " in Office (id n3); say which by its sphere or its id"));
    }

    @Test
    void listsUsersOncePerSphere() {
        assertThat(all.usersByFirstName("ada")).extracting(InSphere::sphere).containsExactlyInAnyOrder(HOUSE, OFFICE);
        assertThat(all.usersByLastName("ADMIN")).hasSize(3);
        assertThat(all.usersById("u2")).extracting(InSphere::sphere).containsExactly(OFFICE);
        assertThat(all.usersByFirstName("Gus")).isEmpty();
    }

    private static Crownstone crownstone(String id, String name, int uid) {
        return Crownstone.builder(new CrownstoneId(id)).name(name).uid(uid).build();
    }

    private static User user(String id, String first, String last) {
        return new User(new UserId(id), first, last, null, true, Role.MEMBER);
    }

    private static <T> T found(Finding<T> finding) {
        return finding.orElseThrow(problem -> new IllegalStateException(problem.message()));
    }

    private static CloudProblem problem(Finding<?> finding) {
        return ((Finding.Unidentified<?>) finding).problem();
    }
}
