package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.CloudProblem.Unavailable;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.auth.AuthExchange;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** The way to a server of the cloud through a proxy, and what the proxy has to say. */
record ProxyRoute(CloudOptions.Proxy proxy, Server server) {
    /** The way to a server; null where no proxy is on it. */
    static @Nullable ProxyRoute of(CloudOptions.@Nullable Proxy proxy, Server server) {
        return proxy == null ? null : new ProxyRoute(proxy, server);
    }

    /** Plans routes by the ways that were put into the contexts of the requests. */
    static HttpRoutePlanner planner() {
        return new DefaultRoutePlanner(null) {
            @Override
            protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
                return context.getAttribute(ProxyRoute.class.getName()) instanceof ProxyRoute way ? way.host() : null;
            }
        };
    }

    private HttpHost host() {
        return new HttpHost("http", proxy.endpoint().name(), proxy.endpoint().port());
    }

    /** For one request; the login goes along before the proxy asks for it. */
    void enter(HttpClientContext context) {
        context.setAttribute(ProxyRoute.class.getName(), this);
        String password = proxy.password();
        if (proxy.username() != null) {
            BasicScheme basic = new BasicScheme(StandardCharsets.UTF_8);
            basic.initPreemptive(new UsernamePasswordCredentials(
                    proxy.username(), password == null ? new char[0] : password.toCharArray()));
            AuthExchange login = new AuthExchange();
            login.select(basic);
            context.setAuthExchange(host(), login);
        }
    }

    /** What that answer means if the proxy gave it, and not the cloud; null if the cloud may have. */
    @Nullable
    Unavailable refusal(int status, HttpClientContext context) {
        // Without TLS to the cloud it was the CONNECT that was answered.
        boolean certain = server.isSecure() && context.getSSLSession() == null;
        return certain || status == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED
                ? new Unavailable(refusal(status)).notDone()
                : null;
    }

    private String refusal(int status) {
        return switch (status) {
            case HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED ->
                proxy.username() == null
                        ? proxy + " wants a user name and a password: give them in " + proxy.setting()
                                + ", as http://user:password@host:port"
                        : proxy + " does not accept the user name and the password: correct them in " + proxy.setting()
                                + "; it must know the method Basic";
            case HttpStatus.SC_FORBIDDEN, HttpStatus.SC_METHOD_NOT_ALLOWED ->
                proxy + " does not allow connections to " + server.endpoint() + " (status " + status
                        + "): allow it there, or correct " + proxy.setting();
            case HttpStatus.SC_BAD_GATEWAY, HttpStatus.SC_SERVICE_UNAVAILABLE, HttpStatus.SC_GATEWAY_TIMEOUT ->
                proxy + " cannot reach " + server.endpoint() + " (status " + status
                        + "): check its way to the Internet if that goes on";
            default ->
                proxy + " does not connect to " + server.endpoint() + " (status " + status + "): check "
                        + proxy.setting();
        };
    }

    /** The same problem, with the proxy named. */
    Unavailable through(Unavailable problem) {
        return new Unavailable(
                problem.message() + " (it was asked through " + proxy + ")", problem.retryAfter(), problem.maybeDone());
    }
}
