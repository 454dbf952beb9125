package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.home.SphereId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The functions of the second API that are about energy. Trouble there says nothing of the account or its token: the first API
 * alone decides that.
 */
final class EnergyApi {
    private final AccountClient account;

    EnergyApi(AccountClient account) {
        this.account = account;
    }

    /** Whether the owner of the sphere lets its hub upload meter readings. Every role may ask. */
    boolean isCollected(SphereId sphere, CloudCall call) {
        String path = "/spheres/" + CloudApi.segment(sphere) + "/energyUsageCollectionPermission";
        return account.readEnergy(CloudRequest.energy(path), EnergyParser::permission, call);
    }

    /** The readings of today, hourly ones and the newest; not for guests. */
    MeterReadings today(SphereId sphere, CloudCall call) {
        String now = URLEncoder.encode(account.now().toString(), StandardCharsets.UTF_8);
        String path = "/spheres/" + CloudApi.segment(sphere) + "/energyUsage?date=" + now + "&range=day";
        return account.readEnergy(CloudRequest.energy(path), EnergyParser::readings, call);
    }
}
