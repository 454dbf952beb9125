package io.crownstone2mqtt.diagnostics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the program runs on and is made of. */
public final class Versions {
    private static final String LIBRARIES = "/libraries.properties";

    private Versions() {}

    public static JsonNode json(String version) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("crownstone2mqtt", version);
        json.put("java", Runtime.version().toString());
        json.put("java_vendor", System.getProperty("java.vendor"));
        json.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        json.put("processors", Runtime.getRuntime().availableProcessors());
        json.put("largest_heap", Runtime.getRuntime().maxMemory());
        ObjectNode libraries = json.putObject("libraries");
        Properties versions = libraries();
        new TreeSet<>(versions.stringPropertyNames()).forEach(name -> libraries.put(name, versions.getProperty(name)));
        return json;
    }

    private static Properties libraries() {
        try (var in = Versions.class.getResourceAsStream(LIBRARIES)) {
            Properties versions = new Properties();
            if (in != null) {
                versions.load(in);
            }
            return versions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
