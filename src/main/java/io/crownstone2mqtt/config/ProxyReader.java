package io.crownstone2mqtt.config;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code cloud.proxy} or, where it is not given, the variables that other programs have for that, too. */
record ProxyReader(Environment environment, Report report) {
    private static final String KEY = "proxy";
    private static final NoProxy NO_EXCEPTION = NoProxy.of(null);

    Proxies read(Section cloud, List<URI> urls) {
        var entry = cloud.find(KEY);
        if (entry == null) {
            return fromEnvironment(cloud, urls);
        }
        var text = entry.text();
        boolean none = text != null && (text.isBlank() || text.equals("none"));
        var proxy = none ? null : cloud.parse(entry, given -> Proxy.parse(given, "cloud.proxy"));
        return new Proxies(proxy, proxy, NO_EXCEPTION);
    }

    private Proxies fromEnvironment(Section cloud, List<URI> urls) {
        var list = variable(cloud, "no_proxy", "NO_PROXY");
        var exceptions = NoProxy.of(list == null ? null : list.text());
        var asked = urls.stream()
                .filter(url -> !exceptions.covers(Proxies.endpoint(url)))
                .toList();
        return new Proxies(
                asked.stream().allMatch(Proxies::isEncrypted) ? null : proxy(cloud, "http_proxy", "HTTP_PROXY"),
                asked.stream().anyMatch(Proxies::isEncrypted) ? proxy(cloud, "https_proxy", "HTTPS_PROXY") : null,
                exceptions);
    }

    /** Only where it is used: what is meant for others may be of a kind that is not known here. */
    private @Nullable Proxy proxy(Section cloud, String name, String alias) {
        var entry = variable(cloud, name, alias);
        var setting = environment.get(name) == null ? alias : name;
        return entry == null ? null : cloud.parse(entry, text -> parse(text, setting));
    }

    private static Proxy parse(String text, String setting) {
        try {
            return Proxy.parse(text, setting);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", or set cloud.proxy = none", e);
        }
    }

    private static @Nullable Entry variable(Section cloud, String name, String alias) {
        var entry = cloud.variable(KEY, name);
        return entry == null ? cloud.variable(KEY, alias) : entry;
    }
}
