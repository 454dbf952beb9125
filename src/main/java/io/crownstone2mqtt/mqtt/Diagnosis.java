package io.crownstone2mqtt.mqtt;

import io.crownstone2mqtt.tls.TlsFailure;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in plain words why there is no connection, from Paho's reason code and the chain of causes. */
record Diagnosis(BrokerAddress address, String clientId, String loginHint) {
    private static final int BAD_PROTOCOL_VERSION = 1;
    private static final int BAD_CLIENT_ID = 2;
    private static final int SERVER_UNAVAILABLE = 3;
    private static final int BAD_LOGIN = 4;
    private static final int NOT_AUTHORISED = 5;
    private static final int LAST_CONNACK = 255;
    private static final TlsFailure.Advice TLS = new TlsFailure.Advice(
            "mqtt",
            "renew it, and check this machine's clock",
            "use the name it was made for in mqtt.url, or set mqtt.tls.verify-hostname = false",
            "use mqtt:// or the broker's TLS port (often 8883)",
            "check the broker's TLS settings");
    private static final int LONGEST_CHAIN = 20;

    Diagnosis(BrokerAddress address, String clientId) {
        this(address, clientId, "");
    }

    /**
     * Why a connection could not be made.
     *
     * @param code the CONNACK's return code, or any other number when there was none
     */
    BrokerProblem notMade(int code, @Nullable Throwable failure) {
        if (code > NOT_AUTHORISED && code <= LAST_CONNACK) {
            return unavailable(
                    "refuses the login by a code that MQTT 3.1.1 does not know (" + code + "): look at its log");
        }
        return switch (code) {
            case BAD_PROTOCOL_VERSION -> unavailable("does not speak MQTT 3.1.1 (CONNACK 1): enable it in the broker");
            case BAD_CLIENT_ID ->
                new BrokerProblem.LoginRefused("The broker " + address + " refuses the client id '" + clientId
                        + "': set another mqtt.client-id");
            case SERVER_UNAVAILABLE -> unavailable("says that it is not available now (CONNACK 3): look at its log");
            case BAD_LOGIN ->
                new BrokerProblem.LoginRefused("The broker " + address + " refuses the user name or password:"
                        + " check mqtt.username and mqtt.password" + loginHint);
            case NOT_AUTHORISED ->
                new BrokerProblem.LoginRefused("The broker " + address
                        + " refuses the user name or password (or does not let" + " this user in as client '" + clientId
                        + "'): check mqtt.username and mqtt.password" + loginHint);
            default -> unavailable(reason(chain(failure)));
        };
    }

    /** Why a connection ended that had been up for {@code lived}. */
    BrokerProblem lost(@Nullable Throwable failure, Duration lived, boolean lasted) {
        List<Throwable> chain = chain(failure);
        if (has(chain, BrokerProtocolException.class)) {
            return unavailable(last(chain));
        }
        if (!lasted) {
            return unavailable("closed the connection " + lived.toMillis()
                    + " ms after the login: check whether another"
                    + " client uses the client id '" + clientId + "', and whether the broker's log says that it forbids"
                    + " a topic");
        }
        return new BrokerProblem.Unreachable("The connection to the broker " + address + " was lost ("
                + lossReason(chain) + ": connecting again; if this repeats " + lossAdvice(chain));
    }

    private static String lossReason(List<Throwable> chain) {
        if (has(chain, EOFException.class)) {
            return "the broker closed it)";
        }
        if (isSilence(chain)) {
            return "no answer came any more)";
        }
        return has(chain, SocketException.class) && !has(chain, ConnectException.class)
                ? "it was broken off: " + last(chain) + ")"
                : last(chain) + ")";
    }

    private static String lossAdvice(List<Throwable> chain) {
        return isSilence(chain)
                ? "check the network between, and whether the broker's machine is overloaded or asleep"
                : "look at the broker's log";
    }

    private static boolean isSilence(List<Throwable> chain) {
        return says(chain, "timed out") || says(chain, "no acknowledgement");
    }

    BrokerProblem noAnswer() {
        return unavailable("accepts the connection but does not answer: check that mqtt.url names an MQTT port,"
                + " and mqtts:// if it expects TLS");
    }

    /** The same login is accepted with a will that is not retained. */
    BrokerProblem noRetainedWill() {
        return unavailable("does not allow retained messages: it closes the connection at a login whose last will is"
                + " retained. The bridge cannot work without them: allow them in the broker (Mosquitto:"
                + " retain_available true)");
    }

    /** What the broker answers by ending the connection, again and again. */
    String refused(String topic, int size) {
        return "The broker " + address + " closes the connection whenever it gets the message on '" + topic + "' ("
                + size
                + " bytes): it is not sent any more until the bridge restarts; all else goes on. Either it is too"
                + " large for the broker (Mosquitto: max_packet_size), or its rules forbid that topic to '" + clientId
                + "'";
    }

    private BrokerProblem unavailable(String what) {
        return new BrokerProblem.Unreachable("The broker " + address + " " + what);
    }

    private String reason(List<Throwable> chain) {
        if (has(chain, BrokerProtocolException.class)) {
            return last(chain);
        }
        if (has(chain, UnknownHostException.class)) {
            return "is not known by this name: check the host in mqtt.url, and the name service";
        }
        if (has(chain, SSLException.class) || has(chain, CertificateException.class)) {
            return new TlsFailure(chain).explained(TLS);
        }
        if (has(chain, ConnectException.class) && !says(chain, "timed out")) {
            return says(chain, "refused")
                    ? "refuses the connection: is it running, and is the port in mqtt.url right?"
                    : "cannot be reached (" + last(chain) + "): check the network";
        }
        if (has(chain, NoRouteToHostException.class)) {
            return "cannot be reached (" + last(chain) + "): check the network";
        }
        if (has(chain, SocketTimeoutException.class) || says(chain, "timed out")) {
            return "does not answer: check the host in mqtt.url, and any firewall between";
        }
        if (isHangUp(chain)) {
            return "closed the connection during the login: " + whatToCheck();
        }
        return "does not talk MQTT (" + last(chain) + "): check that mqtt.url names an MQTT port";
    }

    /** Brokers have many reasons to hang up, and MQTT 3.1.1 has words for few of them. */
    private String whatToCheck() {
        String others = "its log says why; usually it does not allow the client id '" + clientId
                + "' to log in, or a retained last will, or ";
        return address.transport().secure()
                ? others + "wants a certificate of ours (mqtt.tls.certificate-file, mqtt.tls.key-file)"
                : others + "expects TLS on this port (mqtts://), or mqtt.url does not name an MQTT port";
    }

    /** Whether the other side just ended it. */
    static boolean isHangUp(Throwable failure) {
        return isHangUp(chain(failure));
    }

    private static boolean isHangUp(List<Throwable> chain) {
        return has(chain, EOFException.class) || has(chain, SocketException.class);
    }

    private static List<Throwable> chain(@Nullable Throwable failure) {
        return failure == null
                ? List.of()
                : Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                        .limit(LONGEST_CHAIN)
                        .toList();
    }

    private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
        return chain.stream().anyMatch(type::isInstance);
    }

    private static boolean says(List<Throwable> chain, String words) {
        return chain.stream()
                .anyMatch(link -> String.valueOf(link.getMessage())
                        .toLowerCase(Locale.ROOT)
                        .contains(words));
    }

    private static String last(List<Throwable> chain) {
        if (chain.isEmpty()) {
            return "no reason given";
        }
        Throwable root = chain.getLast();
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
