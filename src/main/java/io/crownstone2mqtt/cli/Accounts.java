package io.crownstone2mqtt.cli;

import io.crownstone2mqtt.bridge.AccountId;
import io.crownstone2mqtt.cloud.AsyncCrownstoneCloud;
import io.crownstone2mqtt.cloud.CloudException;
import io.crownstone2mqtt.cloud.CloudHttp;
import io.crownstone2mqtt.cloud.CloudOptions;
import io.crownstone2mqtt.cloud.CrownstoneCloud;
import io.crownstone2mqtt.cloud.HomeSnapshot;
import io.crownstone2mqtt.config.Settings;
import io.crownstone2mqtt.daemon.Wiring;
import io.crownstone2mqtt.home.CloudProblem;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The configured accounts, for a few requests to the cloud. Closing logs out. */
final class Accounts implements AutoCloseable {
    private final CloudHttp http;
    private final Map<AccountId, CrownstoneCloud> clouds = new LinkedHashMap<>();

    private Accounts(CloudHttp http) {
        this.http = http;
    }

    /** Makes no request yet. */
    static Accounts open(Settings settings) {
        CloudOptions options = Wiring.cloud(settings);
        Accounts accounts = new Accounts(new CloudHttp(options));
        for (Settings.Account account : settings.cloud().accounts()) {
            accounts.clouds.put(
                    new AccountId(accounts.clouds.size() + 1),
                    new CrownstoneCloud(accounts.http, Wiring.credentials(account), options, InstantSource.system()));
        }
        return accounts;
    }

    Map<AccountId, CrownstoneCloud> clouds() {
        return Collections.unmodifiableMap(clouds);
    }

    /** Takes the snapshots of all accounts at once. */
    AccountsView read() {
        Map<AccountId, CompletableFuture<HomeSnapshot>> snapshots = new LinkedHashMap<>();
        clouds.forEach((id, cloud) -> snapshots.put(id, new AsyncCrownstoneCloud(cloud).synchronize()));
        AccountsView.Builder view = new AccountsView.Builder(clouds.size() > 1);
        clouds.forEach((id, cloud) -> add(id, cloud, snapshots.get(id), view));
        return view.build();
    }

    private static void add(
            AccountId id,
            CrownstoneCloud cloud,
            @Nullable CompletableFuture<HomeSnapshot> snapshot,
            AccountsView.Builder view) {
        try {
            view.add(cloud, Objects.requireNonNull(snapshot).join());
        } catch (CompletionException e) {
            view.add(id, problem(e));
        }
    }

    private static CloudProblem problem(CompletionException failure) {
        if (failure.getCause() instanceof CloudException known) {
            return known.problem();
        }
        throw failure;
    }

    @Override
    public void close() {
        clouds.values().parallelStream().forEach(CrownstoneCloud::close);
        http.close();
    }
}
