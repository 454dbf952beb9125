package io.crownstone2mqtt.config;

import io.crownstone2mqtt.net.Endpoint;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which addresses are reached through which proxy. */
public final class Proxies {
    private static final String KEY = "proxy";

    private final @Nullable ProxySettings http;
    private final @Nullable ProxySettings https;
    private final NoProxy exceptions;

    Proxies(@Nullable ProxySettings http, @Nullable ProxySettings https, NoProxy exceptions) {
        this.http = http;
        this.https = https;
        this.exceptions = exceptions;
    }

    /** What {@code cloud.proxy} says or, where it is not given, the variables that other programs have for that, too. */
    static Proxies read(ConfigBlock cloud, List<URI> urls) {
        var given = cloud.find(KEY);
        if (given == null) {
            return fromEnvironment(cloud, urls);
        }
        var text = given.text();
        boolean none = text != null && (text.isBlank() || text.equals("none"));
        var proxy = none ? null : cloud.getOrNull(KEY, ProxySettings.class);
        return new Proxies(proxy, proxy, NoProxy.of(null));
    }

    private static Proxies fromEnvironment(ConfigBlock cloud, List<URI> urls) {
        var list = variable(cloud, "no_proxy", "NO_PROXY");
        var exceptions = NoProxy.of(list == null ? null : list.text());
        var asked =
                urls.stream().filter(url -> !exceptions.covers(endpoint(url))).toList();
        return new Proxies(
                asked.stream().allMatch(Proxies::isEncrypted) ? null : proxy(cloud, "http_proxy", "HTTP_PROXY"),
                asked.stream().anyMatch(Proxies::isEncrypted) ? proxy(cloud, "https_proxy", "HTTPS_PROXY") : null,
                exceptions);
    }

    /** Only where it is used: what is meant for others may be of a kind that is not known here. */
    private static @Nullable ProxySettings proxy(ConfigBlock cloud, String name, String alias) {
        var given = variable(cloud, name, alias);
        var setting = cloud.environment().get(name) == null ? alias : name;
        return given == null ? null : (ProxySettings) cloud.parse(given, (text, _) -> parse(text, setting));
    }

    private static ProxySettings parse(String text, String setting) {
        try {
            return ProxySettings.parse(text, setting);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", or set cloud.proxy = none", e);
        }
    }

    private static @Nullable Given variable(ConfigBlock cloud, String name, String alias) {
        var given = cloud.inVariable(KEY, name);
        return given == null ? cloud.inVariable(KEY, alias) : given;
    }

    private static boolean isEncrypted(URI url) {
        return "https".equals(String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT));
    }

    static Endpoint endpoint(URI url) {
        return Endpoint.of(url, isEncrypted(url) ? 443 : 80);
    }

    /** The proxy that leads to that http or https URL; null: none. */
    public @Nullable ProxySettings of(URI url) {
        ProxySettings proxy = isEncrypted(url) ? https : http;
        return proxy == null || exceptions.covers(endpoint(url)) ? null : proxy;
    }

    /** Those that are used, whatever for. */
    public Stream<ProxySettings> all() {
        return Stream.of(https, http)
                .filter(Objects::nonNull)
                .map(ProxySettings.class::cast)
                .distinct();
    }

    /** Without their logins. */
    @Override
    public String toString() {
        return all().findAny().isEmpty()
                ? "none"
                : all().map(ProxySettings::toString).collect(Collectors.joining(", "));
    }
}
