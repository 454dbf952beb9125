package io.crownstone2mqtt.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads openHAB's sitemaps, as far as this program writes them. */
public final class SitemapFile {
    private SitemapFile() {}

    /** A frame with the items of its widgets. */
    record Frame(String label, Map<String, String> widgetsByItem) {}

    static List<Frame> read(String text) {
        Tokens tokens = new Tokens(text);
        tokens.demand("sitemap");
        tokens.demand("crownstone");
        label(tokens);
        tokens.demand("{");
        List<Frame> frames = new ArrayList<>();
        while (tokens.took("Frame")) {
            frames.add(new Frame(label(tokens), widgets(tokens)));
        }
        tokens.demand("}");
        if (!tokens.atEnd()) {
            throw new IllegalStateException("something is behind the sitemap");
        }
        return frames;
    }

    private static String label(Tokens tokens) {
        tokens.demand("label");
        tokens.demand("=");
        return tokens.string();
    }

    private static Map<String, String> widgets(Tokens tokens) {
        Map<String, String> widgets = new LinkedHashMap<>();
        tokens.demand("{");
        while (!tokens.took("}")) {
            String widget = tokens.id();
            tokens.demand("item");
            tokens.demand("=");
            widgets.put(tokens.id(), widget);
            tokens.took("switchSupport");
            if (tokens.took("mappings")) {
                mapping(tokens);
            }
        }
        return widgets;
    }

    private static void mapping(Tokens tokens) {
        tokens.demand("=");
        tokens.demand("[");
        tokens.id();
        tokens.demand("=");
        tokens.string();
        tokens.demand("]");
    }
}
