package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CloudProblem.Unavailable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

/** What went wrong on the way, in words for people. */
final class Connection {
    private Connection() {}

    /** What to tell of it; {@code options} say whether certificates may be the cause. */
    static CloudProblem problem(IOException e, URI address, CloudOptions options, Call call) {
        CloudProblem why = call.stopped();
        if (why != null) {
            return why;
        }
        Unavailable lost = new Unavailable(described(e, address.getHost(), options));
        return wasMade(e) ? lost : lost.notDone();
    }

    /** Whether there was a connection, so that the request may have arrived. */
    private static boolean wasMade(IOException e) {
        return !(e instanceof UnknownHostException
                || e instanceof ConnectException
                || e instanceof ConnectTimeoutException
                || e instanceof NoRouteToHostException
                || e instanceof SSLHandshakeException
                || e instanceof SSLPeerUnverifiedException);
    }

    private static String described(IOException e, String host, CloudOptions options) {
        return switch (e) {
            case UnknownHostException _ ->
                "the name " + host + " is not known: check the addresses under cloud in the configuration, and DNS";
            case ConnectTimeoutException _ -> host + " cannot be reached: check the way to the Internet";
            case ConnectException _ ->
                host + " accepts no connection: check the addresses under cloud in the configuration";
            case NoRouteToHostException _ -> "there is no way to " + host + ": check the network";
            case SSLException tls -> host + " " + TlsTrouble.of(tls).described();
            case SocketTimeoutException _ -> host + " says nothing any more: it is tried again later";
            case TruncatedChunkException _, MalformedChunkCodingException _ ->
                host + " ended its answer in the middle: it is tried again later";
            default ->
                "the connection to " + host + " was lost: it is tried again later"
                        + (options.tls() == null
                                ? ""
                                : ", but if it wants a certificate of ours set cloud.tls.certificate-file");
        };
    }

    /** Whether a connection broke that had been there: then the request may have met a closing server. */
    static boolean wasReset(IOException e) {
        return !(e instanceof ConnectException || e instanceof NoRouteToHostException);
    }

    static boolean isEventStream(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    }

    static CloudProblem noStream(int status) {
        return new Unavailable("there is no event stream at that address (status " + status
                + "): check cloud.events-url in the configuration if that goes on");
    }
}
