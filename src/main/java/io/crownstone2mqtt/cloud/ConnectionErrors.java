package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.CloudProblem.Unavailable;
import io.crownstone2mqtt.tls.TlsFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

/** What went wrong on the way, in words for people. */
final class ConnectionErrors {
    private static final TlsFailure.Advice ADVICE = new TlsFailure.Advice(
            "cloud",
            "check this machine's clock, else wait until it is renewed",
            "use the name it was made for in the addresses under cloud",
            "check the addresses under cloud in the configuration",
            "check its certificate and the clock of this machine");

    private ConnectionErrors() {}

    /** What to tell of it; {@code options} say whether certificates may be the cause. */
    static CloudProblem problem(IOException e, URI address, CloudOptions options, CloudCall call) {
        CloudProblem why = call.stopped();
        if (why != null) {
            return why;
        }
        String place = server(address, options) + " at " + address.getRawAuthority();
        String setting = setting(address, options);
        CloudOptions.Proxy proxy = options.proxyTo(address);
        Unavailable lost = new Unavailable(
                proxy == null
                        ? described(e, place, setting, options)
                        : isOnTheWay(e)
                                ? described(e, proxy.toString(), proxy.setting(), options)
                                : described(e, place + ", asked through " + proxy + ",", setting, options));
        return wasMade(e) ? lost : lost.notDone();
    }

    private static boolean isEnergy(URI address, CloudOptions options) {
        return options.energy() != null && address.equals(options.energy().url());
    }

    private static String server(URI address, CloudOptions options) {
        if (isEnergy(address, options)) {
            return "the cloud's second API";
        }
        return address.equals(options.eventsUrl()) ? "the cloud's event stream" : "the Crownstone cloud";
    }

    private static String setting(URI address, CloudOptions options) {
        if (isEnergy(address, options)) {
            return "cloud.energy.url";
        }
        return address.equals(options.eventsUrl()) ? "cloud.events-url" : "cloud.url";
    }

    /** Whether there was no connection at all: that is made to the proxy. */
    private static boolean isOnTheWay(IOException e) {
        return e instanceof UnknownHostException
                || e instanceof ConnectException
                || e instanceof ConnectTimeoutException
                || e instanceof NoRouteToHostException;
    }

    /** Whether there was a connection, so that the request may have arrived. */
    private static boolean wasMade(IOException e) {
        return !(isOnTheWay(e) || e instanceof SSLHandshakeException || e instanceof SSLPeerUnverifiedException);
    }

    private static String described(IOException e, String place, String setting, CloudOptions options) {
        return switch (e) {
            case UnknownHostException _ ->
                "the name of " + place + " is not known: check " + setting + ", and DNS on this machine";
            case ConnectTimeoutException _ -> place + " cannot be reached: check the way to the Internet";
            case ConnectException _ ->
                place + " accepts no connection: check " + setting + ", and the way to the Internet";
            case NoRouteToHostException _ -> "there is no way to " + place + ": check the network";
            case SSLException tls -> place + " " + TlsFailure.of(tls).explained(ADVICE);
            case SocketTimeoutException _ ->
                place + " says nothing any more: check the way to the Internet if that goes on";
            case TruncatedChunkException _, MalformedChunkCodingException _ ->
                place + " ended its answer in the middle: check the way to the Internet if that goes on";
            default ->
                "the connection to " + place + " was lost: check the way to the Internet if that goes on"
                        + (options.tls() == null
                                ? ""
                                : ", and if it wants a certificate of ours set cloud.tls.certificate-file");
        };
    }

    /** Whether a connection broke that had been there: then the request may have met a closing server. */
    static boolean wasReset(IOException e) {
        return !(e instanceof ConnectException || e instanceof NoRouteToHostException);
    }

    static boolean isEventStream(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    }

    static Unavailable noStream(int status, @Nullable Duration retryAfter) {
        return new Unavailable(
                "the cloud answers with status " + status
                        + " instead of an event stream: check cloud.events-url if that goes on",
                retryAfter);
    }
}
