package io.crownstone2mqtt.config;

import io.crownstone2mqtt.net.Endpoint;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which addresses are reached through which proxy. */
public final class Proxies {
    private final @Nullable Proxy http;
    private final @Nullable Proxy https;
    private final NoProxy exceptions;

    Proxies(@Nullable Proxy http, @Nullable Proxy https, NoProxy exceptions) {
        this.http = http;
        this.https = https;
        this.exceptions = exceptions;
    }

    static boolean isEncrypted(URI url) {
        return "https".equals(String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT));
    }

    static Endpoint endpoint(URI url) {
        return Endpoint.of(url, isEncrypted(url) ? 443 : 80);
    }

    /** The proxy that leads to that http or https URL; null: none. */
    public @Nullable Proxy of(URI url) {
        Proxy proxy = isEncrypted(url) ? https : http;
        return proxy == null || exceptions.covers(endpoint(url)) ? null : proxy;
    }

    /** Those that are used, whatever for. */
    public Stream<Proxy> all() {
        return Stream.of(https, http)
                .filter(Objects::nonNull)
                .map(Proxy.class::cast)
                .distinct();
    }

    /** Without their logins. */
    @Override
    public String toString() {
        return all().findAny().isEmpty() ? "none" : all().map(Proxy::toString).collect(Collectors.joining(", "));
    }
}
