package io.crownstone2mqtt.mqtt;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * For which name a broker's certificate must be. Java itself refuses to compare names with an underscore, which
 * container networks are full of: these are compared here.
 */
final class CertificateName {
    private static final int DNS_NAME = 2;

    private CertificateName() {}

    static String expected(BrokerAddress address) {
        return address.endpoint().name();
    }

    static boolean isNumeric(BrokerAddress address) {
        return address.endpoint().isNumeric();
    }

    /** The name that a server with several certificates is given (SNI); nothing for what is no proper name. */
    static Optional<SNIHostName> indication(BrokerAddress address) {
        if (isNumeric(address)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SNIHostName(expected(address)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static void verify(String name, SSLSession session) throws SSLPeerUnverifiedException {
        Certificate certificate = session.getPeerCertificates()[0];
        if (!(certificate instanceof X509Certificate x509) || names(x509).noneMatch(each -> covers(each, name))) {
            throw new SSLPeerUnverifiedException("No name matching " + name + " found");
        }
    }

    private static Stream<String> names(X509Certificate certificate) throws SSLPeerUnverifiedException {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            return alternatives == null
                    ? Stream.empty()
                    : alternatives.stream()
                            .filter(each -> each.getFirst().equals(DNS_NAME))
                            .map(each -> String.valueOf(each.get(1)));
        } catch (CertificateParsingException e) {
            throw new SSLPeerUnverifiedException("No name can be read: " + e.getMessage());
        }
    }

    /** A wildcard stands for the first label only. */
    private static boolean covers(String pattern, String name) {
        int dot = name.indexOf('.');
        return pattern.equalsIgnoreCase(name)
                || (dot > 0 && pattern.startsWith("*.") && pattern.substring(1).equalsIgnoreCase(name.substring(dot)));
    }
}
