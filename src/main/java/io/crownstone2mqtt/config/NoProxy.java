package io.crownstone2mqtt.config;

import io.crownstone2mqtt.net.Endpoint;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the variable {@code NO_PROXY} lists, by comma or blank: names, each with its subdomains, with or without a dot before
 * it; addresses, also a block such as 10.0.0.0/8; each with or without a port; {@code *} for everything.
 */
record NoProxy(List<String> entries) {
    private static final Pattern WITH_PORT = Pattern.compile("(?<host>[^:\\[\\]]+|\\[[^\\]]+]):(?<port>\\d+)");

    static NoProxy of(@Nullable String list) {
        return new NoProxy(
                list == null
                        ? List.of()
                        : Stream.of(list.split("[,\\s]+", -1))
                                .filter(entry -> !entry.isEmpty())
                                .toList());
    }

    boolean covers(Endpoint server) {
        return entries.stream().anyMatch(entry -> covers(entry.toLowerCase(Locale.ROOT), server));
    }

    private static boolean covers(String entry, Endpoint server) {
        Matcher port = WITH_PORT.matcher(entry);
        if (port.matches()) {
            return port.group("port").equals(Integer.toString(server.port())) && coversHost(port.group("host"), server);
        }
        return entry.equals("*") || coversHost(entry, server);
    }

    private static boolean coversHost(String entry, Endpoint server) {
        if (server.isNumeric()) {
            return coversAddress(entry, server.name());
        }
        String domain = entry.replaceFirst("^\\*?\\.", "").replaceFirst("\\.$", "");
        return server.name().equals(domain) || server.name().endsWith("." + domain);
    }

    private static boolean coversAddress(String entry, String address) {
        String[] block = entry.split("/", 2);
        try {
            byte[] network = bytes(block[0]);
            byte[] own = bytes(address);
            int bits = block.length == 1 ? network.length * 8 : Integer.parseInt(block[1]);
            return network.length == own.length
                    && bits >= 0
                    && bits <= network.length * 8
                    && startsAlike(network, own, bits);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static byte[] bytes(String address) {
        return InetAddress.ofLiteral(address.replaceAll("[\\[\\]]", "")).getAddress();
    }

    private static boolean startsAlike(byte[] one, byte[] other, int bits) {
        int whole = bits / 8;
        int rest = 0xFF & (0xFF00 >> (bits % 8));
        return Arrays.equals(one, 0, whole, other, 0, whole)
                && (rest == 0 || ((one[whole] ^ other[whole]) & rest) == 0);
    }
}
