package io.crownstone2mqtt.cloud;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.cookie.StandardCookieSpec;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Turns what is asked into HTTP. The token travels in a header only: addresses end up in logs. */
final class Requests {
    private Requests() {}

    static HttpUriRequestBase of(CloudRequest request, @Nullable AccessToken token, Server server, CloudCall call) {
        URI address = URI.create(server.base() + request.path());
        HttpUriRequestBase http = switch (request.purpose()) {
            case READ, PART, ENERGY -> new HttpGet(address);
            case COMMAND, LOGIN -> new HttpPost(address);
        };
        if (request.body() != null) {
            http.setEntity(new StringEntity(request.body(), ContentType.APPLICATION_JSON));
        }
        http.setHeader("Accept", "application/json");
        authorize(http, token);
        Timeout rest = Timeout.of(Math.max(1, call.remainingNanos() / 1_000_000), TimeUnit.MILLISECONDS);
        http.setConfig(common().setResponseTimeout(rest)
                .setConnectionRequestTimeout(rest)
                .setCookieSpec(StandardCookieSpec.RELAXED)
                .build());
        return http;
    }

    static HttpUriRequestBase stream(AccessToken token, Server server, CloudOptions options) {
        String project = "projectName=" + URLEncoder.encode(options.projectName(), StandardCharsets.UTF_8);
        String separator = server.base().getRawQuery() == null ? "?" : "&";
        HttpUriRequestBase http = new HttpGet(URI.create(server.base() + separator + project));
        http.setHeader("Accept", "text/event-stream");
        authorize(http, token);
        http.setConfig(common().setResponseTimeout(Timeout.of(options.limits().eventsWatchdog()))
                .setCookieSpec(StandardCookieSpec.IGNORE)
                .setContentCompressionEnabled(false)
                .build());
        return http;
    }

    /** No offer to upgrade to TLS: the cloud's server would take it for a web socket and never answer. */
    private static RequestConfig.Builder common() {
        return RequestConfig.custom()
                .setProtocolUpgradeEnabled(false)
                .setAuthenticationEnabled(false)
                .setRedirectsEnabled(false);
    }

    private static void authorize(HttpUriRequestBase http, @Nullable AccessToken token) {
        if (token != null) {
            http.setHeader("Authorization", token.value());
        }
    }
}
