package io.crownstone2mqtt.export;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads openHAB's items files, as far as this program writes them. */
public final class ItemsFile {
    private final Tokens tokens;

    private ItemsFile(String text) {
        tokens = new Tokens(text);
    }

    record Item(
            String type,
            String name,
            String label,
            @Nullable String group,
            List<String> tags,
            @Nullable String channel) {}

    static List<Item> read(String text) {
        ItemsFile file = new ItemsFile(text);
        List<Item> items = new ArrayList<>();
        while (!file.tokens.atEnd()) {
            items.add(file.item());
        }
        return items;
    }

    private Item item() {
        String type = tokens.id();
        String name = tokens.id();
        String label = tokens.string();
        if (tokens.took("<")) {
            tokens.id();
            tokens.demand(">");
        }
        String group = null;
        if (tokens.took("(")) {
            group = tokens.id();
            tokens.demand(")");
        }
        return new Item(type, name, label, group, tags(), channel());
    }

    private List<String> tags() {
        List<String> tags = new ArrayList<>();
        tokens.demand("[");
        do {
            tags.add(tokens.string());
        } while (tokens.took(","));
        tokens.demand("]");
        return tags;
    }

    private @Nullable String channel() {
        if (!tokens.took("{")) {
            return null;
        }
        tokens.demand("channel");
        tokens.demand("=");
        String channel = tokens.string();
        if (tokens.took(",")) {
            tokens.demand("autoupdate");
            tokens.demand("=");
            tokens.string();
        }
        tokens.demand("}");
        return channel;
    }
}
