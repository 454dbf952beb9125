package io.crownstone2mqtt.config;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses a file and what it includes, whose paths start at its folder. */
record HoconParser(int depth) {
    private static final int DEEPEST = 20;

    /** Texts and comments are consumed whole, so that nothing in them is taken for a key. */
    private static final Pattern INCLUDE_AS_KEY = Pattern.compile(
            "\"{3}(?s:.*?)\"{3,}|\"(?:\\\\.|[^\"\\\\\\n])*+\"|(?://|#).*+|(?<![\\w.\"-])include(?=\\s*+(?:=|:|\\+=))");

    HoconParser() {
        this(0);
    }

    /** The defaults: what stands in {@code reference.conf}. */
    static ConfigObject defaults() {
        var resource = "/reference.conf";
        try (var in = requireNonNull(HoconParser.class.getResourceAsStream(resource), resource)) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var options = ConfigParseOptions.defaults().setOriginDescription(Origin.DEFAULTS);
            return parse(text, options).resolve().root();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Substitutions are left for later.
     *
     * @throws ConfigException of Typesafe Config: syntax, or an include that cannot be followed
     */
    Config parse(Path file) throws IOException {
        if (depth > DEEPEST) {
            throw new ConfigException.Generic("files include each other in a circle; remove one of the includes");
        }
        var options = ConfigParseOptions.defaults()
                .setSyntax(syntax(file))
                .setOriginDescription(FilePath.shown(file))
                .prependIncluder(new StrictIncluder(file, new HoconParser(depth + 1)));
        return parse(Files.readString(file, StandardCharsets.UTF_8), options);
    }

    private static ConfigSyntax syntax(Path file) {
        return file.toString().endsWith(".json") ? ConfigSyntax.JSON : ConfigSyntax.CONF;
    }

    private static Config parse(String text, ConfigParseOptions options) {
        return ConfigFactory.parseString(withIncludeAsKey(text), options);
    }

    /**
     * The same text, line by line, with {@code include} in quotes where a value follows. HOCON reserves the word at the beginning
     * of a member, so {@code spheres { include = ["Home"] }} would be a syntax error.
     */
    static String withIncludeAsKey(String text) {
        return INCLUDE_AS_KEY
                .matcher(text)
                .replaceAll(match ->
                        match.group().equals("include") ? "\"include\"" : Matcher.quoteReplacement(match.group()));
    }
}
