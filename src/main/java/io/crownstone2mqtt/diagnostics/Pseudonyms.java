package io.crownstone2mqtt.diagnostics;

import io.crownstone2mqtt.mirror.Slug;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.StringNode;

/**
 * Which thing is called what in a bundle: {@code crownstone-3}, {@code user-1}. Whatever names the same thing gets the same
 * pseudonym: its id, its names, what topics and entity ids make of them. The case of letters does not count.
 */
public final class Pseudonyms {
    /** What it replaces, and by what. */
    public record Alias(String text, String pseudonym) {}

    private final Map<NamedKind, Map<String, Alias>> byKind = new EnumMap<>(NamedKind.class);
    private final Map<NamedKind, Map<String, Alias>> ids = new EnumMap<>(NamedKind.class);
    private final Map<NamedKind, Integer> counts = new EnumMap<>(NamedKind.class);
    private final Map<String, Alias> others = new LinkedHashMap<>();

    /** Takes in a thing, or more names of one; things with ids first, for names alone may be those of several. */
    public void add(NamedThing named) {
        String id = named.id();
        Optional<String> known = id == null
                ? named.names().stream()
                        .flatMap(name -> of(named.kind(), name).stream())
                        .findFirst()
                : Optional.ofNullable(within(ids, named.kind()).get(lower(id))).map(Alias::pseudonym);
        if (known.isEmpty() && id == null && named.names().stream().allMatch(String::isBlank)) {
            return;
        }
        String pseudonym =
                known.orElseGet(() -> named.kind().word() + "-" + counts.merge(named.kind(), 1, Integer::sum));
        if (id != null) {
            put(within(ids, named.kind()), id, pseudonym);
            put(within(byKind, named.kind()), id, pseudonym);
        }
        named.names().stream()
                .filter(name -> !name.isBlank())
                .flatMap(Pseudonyms::forms)
                .forEach(form -> put(within(byKind, named.kind()), form, pseudonym));
    }

    /** Something else that must not be seen, such as the name of a host. */
    public void add(String text, String instead) {
        if (!text.isBlank()) {
            put(others, text, instead);
        }
    }

    private static Map<String, Alias> within(Map<NamedKind, Map<String, Alias>> kinds, NamedKind kind) {
        return kinds.computeIfAbsent(kind, _ -> new LinkedHashMap<>());
    }

    private static void put(Map<String, Alias> aliases, String text, String pseudonym) {
        aliases.putIfAbsent(lower(text), new Alias(text, pseudonym));
    }

    /** As it is, as levels and entity ids have it, and as JSON writes it. */
    private static Stream<String> forms(String name) {
        String json = StringNode.valueOf(name).toString();
        String escaped = json.substring(1, json.length() - 1);
        Stream<String> written = Stream.of(name, name.strip(), escaped, ascii(escaped));
        return Stream.concat(written, Slug.forms(name).stream()).distinct();
    }

    private static String ascii(String escaped) {
        StringBuilder ascii = new StringBuilder();
        escaped.chars().forEach(each -> {
            if (each < 0x80) {
                ascii.append((char) each);
            } else {
                ascii.append("\\u").append("%04x".formatted(each));
            }
        });
        return ascii.toString();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Of the thing of that kind that is called, or has the id, exactly so. */
    Optional<String> of(NamedKind kind, String nameOrId) {
        return Optional.ofNullable(within(byKind, kind).get(lower(nameOrId))).map(Alias::pseudonym);
    }

    /** Whatever is replaced in free text. */
    NameReplacer everything() {
        Map<String, Alias> all = new LinkedHashMap<>(others);
        byKind.values().forEach(aliases -> aliases.forEach(all::putIfAbsent));
        return new NameReplacer(all.values());
    }

    /** Whatever is replaced where no name can be. */
    NameReplacer idsAlone() {
        return new NameReplacer(
                ids.values().stream().flatMap(each -> each.values().stream()).toList());
    }
}
