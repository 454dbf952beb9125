package io.crownstone2mqtt.export;

import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.Role;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.home.UserId;
import io.crownstone2mqtt.mirror.Mirror;
import io.crownstone2mqtt.mirror.MirrorOptions;
import io.crownstone2mqtt.mirror.MirrorRenderer;
import java.util.List;
import java.util.Set;

/** Homes to export, and what the bridge publishes for them. */
final class ExportedHome {
    static final MirrorOptions OPTIONS = MirrorOptions.defaults();

    /** Each of them means something in one of the files, or is hard to write. */
    static final List<String> HOSTILE = List.of(
            "Max's \"best\" lamp",
            "C:\\lamps\\",
            "\\",
            "\"",
            "Küche №5 ñ ß",
            "100 % [%d] <b>&amp;</b>",
            "${HOME} $1 #{x} #quot;",
            "- item: #1, {a: b}",
            "key: value # comment",
            "*alias &anchor !tag |",
            "yes",
            "007",
            "💡",
            "👨‍👩‍👧 room",
            "two\nlines\r\n\tand a tab",
            "half \uD83D of a character",
            "line\u2028separator \u202Ereversed",
            "]); } // Thing x",
            "`**bold**` --> s1",
            "  ",
            "Lamp-1",
            "Lamp 1",
            "lamp_1");

    /** One of them cannot switch: it has no sensors. */
    static final Set<CrownstoneId> METERED = Set.of(
            new CrownstoneId("c00000000000000000000001"),
            new CrownstoneId("c00000000000000000000006"),
            new CrownstoneId("c00000000000000000000008"),
            new CrownstoneId("c00000000000000000000011"));

    private ExportedHome() {}

    /** A sphere, a room and a user of each of the names, with a Crownstone of that name and of the two next. */
    static Home named(List<String> names) {
        Home home = Home.EMPTY;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            LocationId room = new LocationId("10c%021d".formatted(i));
            Sphere sphere = Sphere.empty(new SphereId("5e0%021d".formatted(i)), name)
                    .with(new Location(room, i, name, null))
                    .with(new User(new UserId("05e%021d".formatted(i)), name, name, null, true, Role.ADMIN));
            for (int k = 0; k < 3; k++) {
                sphere = sphere.with(Crownstone.builder(new CrownstoneId("c%011d%012d".formatted(i, k)))
                        .uid(k)
                        .name(names.get((i + k) % names.size()))
                        .type(k % 2 == 0 ? "PLUG" : "BUILTIN")
                        .dimming(k % 3 == 0)
                        .location(k % 2 == 0 ? room : null)
                        .build());
            }
            home = home.with(sphere);
        }
        return home;
    }

    static Mirror mirror(Home home, MirrorOptions options) {
        return new MirrorRenderer(options).render(HomeTree.snapshot(home, METERED));
    }

    static String file(Home home, MirrorOptions options, ExportFormat format, String name) {
        return file(home, METERED, options, format, name);
    }

    static String file(Home home, Set<CrownstoneId> metered, MirrorOptions options, ExportFormat format, String name) {
        String text = new Exports(home, metered, options, Exports.USUAL_BROKER)
                .of(format)
                .get(name);
        if (text == null) {
            throw new IllegalArgumentException("nothing is exported as " + name);
        }
        return text;
    }
}
