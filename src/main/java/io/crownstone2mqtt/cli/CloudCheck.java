package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.cloud.CloudException;
import io.crownstone2mqtt.cloud.CrownstoneCloud;
import io.crownstone2mqtt.cloud.EventStream;
import io.crownstone2mqtt.cloud.EventStreamListener;
import io.crownstone2mqtt.cloud.HomeSnapshot;
import io.crownstone2mqtt.config.ProxySettings;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.daemon.Wiring;
import io.crownstone2mqtt.home.CloudProblem;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.home.Sphere;
import io.crownstone2mqtt.home.User;
import io.crownstone2mqtt.net.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The steps of a check that concern the cloud. */
record CloudCheck(Settings settings, CheckReport report) {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
    private static final String SKIPPED = "not tried: see above";

    void run() {
        try (Accounts accounts = Accounts.open(settings)) {
            URI url = settings.cloud().url();
            boolean reachable = report.step("cloud", () -> reach(url));
            boolean several = accounts.clouds().size() > 1;
            accounts.clouds().forEach((id, cloud) -> account(several ? ", " + id : "", cloud, reachable));
        }
    }

    private String reach(URI url) {
        ProxySettings proxy = settings.cloud().proxy().of(url);
        if (proxy == null) {
            reach(url, String.valueOf(url), "cloud.url");
            return url + " is reachable";
        }
        reach(proxy.url(), "the proxy " + proxy.url(), proxy.setting());
        return url + " is asked through the proxy " + proxy + ", which is reachable";
    }

    private static void reach(URI url, String what, String setting) {
        Endpoint endpoint = Endpoint.of(url, "https".equals(url.getScheme()) ? 443 : 80);
        try (Socket socket = new Socket()) {
            InetAddress address = endpoint.lookUp()[0];
            socket.connect(
                    new InetSocketAddress(address, endpoint.port()), Math.toIntExact(LONGEST_CONNECT.toMillis()));
        } catch (UnknownHostException _) {
            throw CommandFailure.unavailable("the host " + endpoint.host() + " is not known by this name: check "
                    + setting + ", and the name service");
        } catch (SocketTimeoutException _) {
            throw CommandFailure.unavailable(what + " does not answer: check the network, and any firewall between");
        } catch (IOException e) {
            throw CommandFailure.unavailable(
                    what + " cannot be reached (" + e.getMessage() + "): check " + setting + ", and the network");
        }
    }

    private void account(String suffix, CrownstoneCloud cloud, boolean reachable) {
        String spheres = "spheres" + suffix;
        String events = "event stream" + suffix;
        if (!reachable) {
            report.skip("login" + suffix, SKIPPED);
        }
        if (reachable && report.step("login" + suffix, () -> login(cloud))) {
            AtomicReference<@Nullable HomeSnapshot> read = new AtomicReference<>();
            report.step(spheres, () -> {
                HomeSnapshot snapshot = cloud.synchronize();
                read.set(snapshot);
                return spheres(snapshot);
            });
            HomeSnapshot snapshot = read.get();
            if (snapshot != null) {
                new SwitchingCheck(Wiring.spheres(settings), report).run("switching" + suffix, snapshot);
            }
            report.step(events, () -> events(cloud));
        } else {
            report.skip(spheres, SKIPPED);
            report.skip(events, SKIPPED);
        }
    }

    private static String login(CrownstoneCloud cloud) {
        cloud.login();
        return "the cloud accepts the e-mail address and the password";
    }

    private String spheres(HomeSnapshot snapshot) {
        Collection<Sphere> all = snapshot.home().spheres().values();
        if (all.isEmpty()) {
            throw CommandFailure.failed("the account is in no sphere: set one up in the Crownstone app, or accept an"
                    + " invitation to one");
        }
        if (all.stream().noneMatch(Wiring.spheres(settings)::takes)) {
            throw CommandFailure.failed(
                    "cloud.spheres leaves none of the account's " + all.size() + ": correct it in the configuration");
        }
        return Sorting.byName(all, Sphere::label, sphere -> sphere.id().value()).stream()
                .map(sphere -> describe(snapshot, sphere))
                .collect(Collectors.joining(", "));
    }

    private String describe(HomeSnapshot snapshot, Sphere sphere) {
        User self = sphere.users().get(snapshot.self());
        String role = self == null ? "" : self.role().name().toLowerCase(Locale.ROOT) + ", ";
        String rights = self == null || self.role().maySwitch() ? "" : ", may not switch";
        String left = Wiring.spheres(settings).takes(sphere) ? "" : ", left out by cloud.spheres";
        return sphere.label() + " (" + role + sphere.crownstones().size() + " Crownstones"
                + counted(sphere.scenes().size(), "scene")
                + counted(sphere.hubs().size(), "hub") + rights + left + ")";
    }

    private static String counted(int count, String thing) {
        return count == 0 ? "" : ", " + count + " " + thing + (count == 1 ? "" : "s");
    }

    private String events(CrownstoneCloud cloud) {
        CompletableFuture<String> begun = new CompletableFuture<>();
        Duration longest = settings.cloud().requestTimeout().plus(LONGEST_CONNECT);
        try (EventStream _ = cloud.openEvents(new Beginning(begun))) {
            return begun.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw CommandFailure.unavailable("the event stream does not begin: check cloud.events-url, and any proxy"
                    + " between that may hold it back");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw CommandFailure.unavailable("interrupted: try again");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CloudException known ? known : new CompletionException(e.getCause());
        }
    }

    /** Waits for the beginning of a stream. A loss that is repaired at once is none. */
    private record Beginning(CompletableFuture<String> begun) implements EventStreamListener {
        @Override
        public void started() {
            begun.complete("events arrive");
        }

        @Override
        public void received(HomeEvent event) {
            // Only that it begins is of interest.
        }

        @Override
        public void lost(CloudProblem problem, Duration retryIn) {
            if (!retryIn.isZero()) {
                begun.completeExceptionally(new CloudException(problem));
            }
        }
    }
}
