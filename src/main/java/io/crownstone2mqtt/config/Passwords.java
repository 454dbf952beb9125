package io.crownstone2mqtt.config;

import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the one password of a block among the places where it may be given. */
record Passwords(Environment environment, Report report) {
    /** The names under which a password is given outside the file. */
    record Names(String variable, String fileVariable, String credential) {}

    sealed interface Found {
        /** As a person types it. */
        record Plain(Secret password) implements Found {}

        /** As the cloud wants it. */
        record Sha1(Secret hash) implements Found {}

        /** It was given, but cannot be used; that is reported. */
        record Unusable() implements Found {}
    }

    private record Place(Entry entry, Section.Parser<Found> parser) {}

    /** Looks in the environment, then in the file, then among systemd's credentials; null if it is nowhere. */
    @Nullable
    Found find(Section section, @Nullable Names names, boolean takesSha1) {
        var inFile = places(
                plain(section.find("password"), takesSha1),
                file(section.find("password-file")),
                takesSha1 ? sha1(section.find("password-sha1")) : null);
        if (names == null) {
            return read(section, inFile);
        }
        var inEnvironment = places(
                plain(section.variable("password", names.variable()), takesSha1),
                file(section.variable("password-file", names.fileVariable())));
        var found = read(section, inEnvironment.isEmpty() ? inFile : inEnvironment);
        return found == null ? credential(section, names) : found;
    }

    private @Nullable Found read(Section section, List<Place> places) {
        if (places.isEmpty()) {
            return null;
        }
        if (places.size() > 1) {
            var last = places.getLast().entry();
            var first = places.getFirst().entry();
            report.add(
                    last.place(), last.path(), "the password is also given by " + first.path() + "; keep one of them");
            return new Found.Unusable();
        }
        var found = section.parse(places.getFirst().entry(), places.getFirst().parser());
        return found == null ? new Found.Unusable() : found;
    }

    private @Nullable Found credential(Section section, Names names) {
        var directory = environment.get("CREDENTIALS_DIRECTORY");
        if (directory == null) {
            return null;
        }
        var file = FilePath.of(directory).resolve(names.credential());
        if (Files.notExists(file)) {
            return null;
        }
        try {
            return new Found.Plain(SecretFile.read(file));
        } catch (IllegalArgumentException e) {
            report.add(
                    "systemd credential " + names.credential(),
                    section.pathOf("password"),
                    String.valueOf(e.getMessage()));
            return new Found.Unusable();
        }
    }

    private static List<Place> places(@Nullable Place... places) {
        return Stream.of(places).filter(Objects::nonNull).toList();
    }

    private static @Nullable Place plain(@Nullable Entry entry, boolean takesSha1) {
        return entry == null ? null : new Place(entry, text -> plain(text, entry, takesSha1));
    }

    private static @Nullable Place file(@Nullable Entry entry) {
        return entry == null ? null : new Place(entry, text -> new Found.Plain(SecretFile.read(entry.resolve(text))));
    }

    private static @Nullable Place sha1(@Nullable Entry entry) {
        return entry == null ? null : new Place(entry, Passwords::sha1);
    }

    private static Found plain(String text, Entry entry, boolean takesSha1) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("is empty; give the password or remove the key");
        }
        return new Found.Plain(new Secret(text, Oddities.ofPassword(text, entry, takesSha1)));
    }

    /** The cloud refuses upper-case digits. */
    private static Found sha1(String text) {
        if (!text.matches("[0-9a-fA-F]{40}")) {
            throw new IllegalArgumentException(
                    "is not a SHA-1 hash; give its 40 hexadecimal digits, or use password for the password itself");
        }
        return new Found.Sha1(new Secret(text.toLowerCase(Locale.ROOT)));
    }
}
