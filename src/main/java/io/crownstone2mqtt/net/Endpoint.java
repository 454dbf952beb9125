package io.crownstone2mqtt.net;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Host and port of a URL. {@code URI.getHost()} does not do: it is null for names with an underscore, which container networks
 * are full of.
 *
 * @param host as it stands in the URL, without a user: an IPv6 address is in brackets
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:.*@)?(?<host>\\[[^\\[\\]]+]|[\\p{L}\\p{M}\\p{N}._-]+)(?::(?<port>\\d*))?");
    private static final Pattern IPV4 = Pattern.compile("\\d+(\\.\\d+){3}");

    /**
     * That of a URL.
     *
     * @param usualPort where the URL names none
     * @throws IllegalArgumentException there is none; the message is what to say after the name of the URL, which is not shown
     */
    public static Endpoint of(URI url, int usualPort) {
        Matcher authority = AUTHORITY.matcher(String.valueOf(url.getRawAuthority()));
        if (url.getRawAuthority() == null || !authority.matches()) {
            throw new IllegalArgumentException("has no valid host (letters, digits, -, _ and .)");
        }
        return new Endpoint(authority.group("host"), port(authority.group("port"), usualPort));
    }

    private static int port(@Nullable String digits, int usualPort) {
        if (digits == null || digits.isEmpty()) {
            return usualPort;
        }
        int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("has no valid port; give a number from 1 to 65535");
        }
        return port;
    }

    public boolean isIpv6() {
        return host.startsWith("[");
    }

    /** Whether it is an address, and no name. */
    public boolean isNumeric() {
        return isIpv6() || IPV4.matcher(host).matches();
    }

    /** What is looked up: an IPv6 address without brackets, its zone after a plain {@code %}. */
    public String lookupName() {
        return isIpv6() ? host.substring(1, host.length() - 1).replaceFirst("%25(?=.)", "%") : host;
    }

    /**
     * What the server calls itself, in certificates and in what it is asked: without the zone of an IPv6 address, which only
     * this machine knows, without the dot at the end of a full name, in ASCII and lower case.
     */
    public String name() {
        if (isIpv6()) {
            return lookupName().replaceFirst("%.*", "");
        }
        String name = host.replaceFirst("\\.$", "");
        try {
            return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            return name;
        }
    }

    /** Its addresses. The dot at the end of a full name is kept for that: the name is then not looked for in other domains. */
    public InetAddress[] lookUp() throws UnknownHostException {
        if (isIpv6()) {
            return InetAddress.getAllByName(lookupName());
        }
        try {
            return InetAddress.getAllByName(
                    IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw new UnknownHostException(host);
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
