package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.Crownstone;
import io.crownstone2mqtt.home.Home;
import io.crownstone2mqtt.home.Location;
import io.crownstone2mqtt.home.Scene;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.User;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds things as people call them. Names count whatever their case, and whole. */
public final class Finder {
    private final List<Sphere> spheres;

    private Finder(Collection<Sphere> spheres) {
        this.spheres = List.copyOf(spheres);
    }

    /** Searches all spheres. */
    public static Finder in(Home home) {
        return new Finder(home.spheres().values());
    }

    /** Searches one sphere. */
    public static Finder in(Sphere sphere) {
        return new Finder(List.of(sphere));
    }

    /** Something and where it is. */
    public record InSphere<T>(Sphere sphere, T thing) {}

    public Finding<Sphere> sphere(String name) {
        return byName("sphere", name, spheres, Sphere::label, sphere -> "id " + sphere.id());
    }

    public Finding<Sphere> sphereById(String id) {
        return only(
                "sphere with id " + id, spheres, sphere -> sphere.id().value().equals(id), Sphere::label);
    }

    public Finding<InSphere<Crownstone>> crownstone(String name) {
        return byName("Crownstone", name, crownstones(), each -> each.thing().label(), Finder::place);
    }

    public Finding<InSphere<Crownstone>> crownstoneById(String id) {
        return only(
                "Crownstone with id " + id,
                crownstones(),
                each -> each.thing().id().value().equals(id),
                Finder::place);
    }

    /** Numbers are unique within a sphere only. */
    public Finding<InSphere<Crownstone>> crownstoneByUid(int uid) {
        return only(
                "Crownstone with uid " + uid,
                crownstones(),
                each -> Objects.equals(each.thing().uid(), uid),
                Finder::place);
    }

    public Finding<InSphere<Location>> location(String name) {
        return byName("location", name, locations(), each -> each.thing().label(), Finder::place);
    }

    public Finding<InSphere<Location>> locationById(String id) {
        return only(
                "location with id " + id,
                locations(),
                each -> each.thing().id().value().equals(id),
                Finder::place);
    }

    /** Numbers are unique within a sphere only. */
    public Finding<InSphere<Location>> locationByUid(int uid) {
        return only(
                "location with uid " + uid,
                locations(),
                each -> Objects.equals(each.thing().uid(), uid),
                Finder::place);
    }

    public Finding<InSphere<Scene>> scene(String name) {
        return byName("scene", name, scenes(), each -> each.thing().label(), Finder::place);
    }

    public Finding<InSphere<Scene>> sceneById(String id) {
        return only(
                "scene with id " + id,
                scenes(),
                each -> each.thing().id().value().equals(id),
                Finder::place);
    }

    /** Somebody once for each sphere shared with; with the role there. */
    public List<InSphere<User>> usersById(String id) {
        return users(user -> user.id().value().equals(id));
    }

    public List<InSphere<User>> usersByFirstName(String name) {
        return users(user -> isCalled(user.firstName(), name));
    }

    public List<InSphere<User>> usersByLastName(String name) {
        return users(user -> isCalled(user.lastName(), name));
    }

    private List<InSphere<User>> users(Predicate<User> wanted) {
        return things(sphere -> sphere.users().values()).stream()
                .filter(each -> wanted.test(each.thing()))
                .toList();
    }

    private List<InSphere<Crownstone>> crownstones() {
        return things(sphere -> sphere.crownstones().values());
    }

    private List<InSphere<Location>> locations() {
        return things(sphere -> sphere.locations().values());
    }

    private List<InSphere<Scene>> scenes() {
        return things(sphere -> sphere.scenes().values());
    }

    private <T> List<InSphere<T>> things(Function<Sphere, Collection<T>> kind) {
        return spheres.stream()
                .flatMap(sphere -> kind.apply(sphere).stream().map(thing -> new InSphere<>(sphere, thing)))
                .toList();
    }

    private static String place(InSphere<?> each) {
        String id = switch (each.thing()) {
            case Crownstone crownstone -> crownstone.id().value();
            case Location location -> location.id().value();
            case Scene scene -> scene.id().value();
            default -> "";
        };
        return "in " + each.sphere().label() + " (id " + id + ")";
    }

    private static boolean isCalled(@Nullable String name, String wanted) {
        return name != null && name.strip().equalsIgnoreCase(wanted.strip());
    }

    private static <T> Finding<T> byName(
            String kind, String name, List<T> all, Function<T, String> label, Function<T, String> place) {
        String what = kind + " named \"" + name + "\"";
        Finding<T> finding = only(what, all, each -> isCalled(label.apply(each), name), place);
        List<String> near = NearNames.of(name, all.stream().map(label));
        return finding instanceof Finding.Unidentified<T>(CloudProblem.NotFound _) && !near.isEmpty()
                ? new Finding.Unidentified<>(new CloudProblem.NotFound(
                        "there is no " + what + ": did you mean " + String.join(" or ", near) + "?"))
                : finding;
    }

    private static <T> Finding<T> only(String what, List<T> all, Predicate<T> wanted, Function<T, String> place) {
        List<T> found = all.stream().filter(wanted).toList();
        return switch (found.size()) {
            case 0 ->
                new Finding.Unidentified<>(new CloudProblem.NotFound(
                        "there is no " + what + ": check the name or the id, and that the account sees it"));
            case 1 -> new Finding.Found<>(found.getFirst());
            default ->
                new Finding.Unidentified<>(new CloudProblem.Ambiguous(
                        ambiguous(what, found.stream().map(place))));
        };
    }

    private static String ambiguous(String what, Stream<String> places) {
        return "there is more than one " + what + ": " + places.sorted().collect(Collectors.joining(", "))
                + "; say which by its sphere or its id";
    }
}
