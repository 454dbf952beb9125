package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.net.Endpoint;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * One of the cloud's servers, as HttpClient takes it.
 *
 * @param base its address with the name by which it knows itself; the look-up still has the one that was configured
 */
record Server(URI base, HttpHost host, Endpoint endpoint) {
    /** @throws IllegalArgumentException the address names no host */
    static Server of(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        int usualPort = scheme.equals("https") ? 443 : 80;
        Endpoint endpoint = Endpoint.of(address, usualPort);
        HttpHost host = new HttpHost(scheme, endpoint.name(), endpoint.port());
        String name = endpoint.isIpv6() ? "[" + endpoint.name() + "]" : endpoint.name();
        String authority = endpoint.port() == usualPort ? name : name + ":" + endpoint.port();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return new Server(URI.create(scheme + "://" + authority + address.getRawPath() + query), host, endpoint);
    }

    boolean isSecure() {
        return host.getSchemeName().equals("https");
    }

    /** Whether TLS takes it for a host name; one with an underscore is none. */
    boolean isKnownToTls() {
        try {
            return endpoint.isNumeric() || new SNIHostName(endpoint.name()).getType() >= 0;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** Looks up each by the name that was configured for it. */
    static DnsResolver resolver(Stream<Endpoint> endpoints) {
        var known = endpoints.toList();
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String name) throws UnknownHostException {
                @Nullable
                Endpoint configured = known.stream()
                        .filter(endpoint -> endpoint.name().equals(name))
                        .findFirst()
                        .orElse(null);
                return configured == null ? SystemDefaultDnsResolver.INSTANCE.resolve(name) : configured.lookUp();
            }

            @Override
            public String resolveCanonicalHostname(String name) throws UnknownHostException {
                return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(name);
            }
        };
    }
}
