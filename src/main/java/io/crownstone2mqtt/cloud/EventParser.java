package io.crownstone2mqtt.cloud;

import io.crownstone2mqtt.cloud.StreamMessage.Event;
import io.crownstone2mqtt.cloud.StreamMessage.Fault;
import io.crownstone2mqtt.cloud.StreamMessage.Ignored;
import io.crownstone2mqtt.cloud.StreamMessage.Ping;
import io.crownstone2mqtt.cloud.StreamMessage.Started;
import io.crownstone2mqtt.cloud.StreamMessage.TokenRejected;
import io.crownstone2mqtt.home.CrownstoneId;
import io.crownstone2mqtt.home.HomeEvent;
import io.crownstone2mqtt.home.LocationId;
import io.crownstone2mqtt.home.SphereId;
import io.crownstone2mqtt.home.SwitchState;
import io.crownstone2mqtt.home.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Understands a line of the event stream. What is unknown or lacks its ids is ignored, never an error. */
final class EventParser {
    private static final JsonNode NOTHING = Wire.MAPPER.createObjectNode();
    private static final Pattern KIND = Pattern.compile("[A-Za-z_]{1,30}/[A-Za-z_]{0,30}");

    private EventParser() {}

    static StreamMessage parse(String data) {
        JsonNode json = JsonReader.tree(data);
        if (json == null) {
            return new Ignored("a line that is not JSON, or has far too many parts");
        }
        String type = json.isObject() ? text(json, "type") : "";
        return switch (type) {
            case "system" -> system(json);
            case "ping" -> new Ping();
            default -> event(type, json);
        };
    }

    private static StreamMessage system(JsonNode json) {
        String subType = text(json, "subType");
        return switch (subType) {
            case "STREAM_START" -> new Started();
            case "TOKEN_EXPIRED", "INVALID_ACCESS_TOKEN", "NO_ACCESS_TOKEN" -> new TokenRejected();
            case "NO_CONNECTION" -> new Fault("it has no connection to the cloud itself");
            case "STREAM_CLOSED" -> new Fault("it was closed");
            default -> new Ignored(kind("system", subType));
        };
    }

    private static StreamMessage event(String type, JsonNode json) {
        SphereId sphere = id(json, "sphere", SphereId::new);
        String subType = text(json, "subType");
        HomeEvent event = sphere == null
                ? null
                : switch (type) {
                    case "switchStateUpdate" -> stateReported(sphere, json);
                    case "command" -> subType.equals("multiSwitch") ? switchRequested(sphere, json) : null;
                    case "presence" -> presence(sphere, subType, json);
                    case "dataChange" -> dataChanged(sphere, subType, json);
                    case "abilityChange" -> abilityChanged(sphere, subType, json);
                    case "invitationChange" -> new HomeEvent.InvitationChanged(sphere, text(json, "operation"));
                    case "sphereTokensChanged" -> new HomeEvent.SphereTokensChanged(sphere);
                    default -> null;
                };
        return event == null ? new Ignored(kind(type, subType)) : new Event(event);
    }

    private static @Nullable HomeEvent stateReported(SphereId sphere, JsonNode json) {
        CrownstoneId crownstone = crownstone(json);
        JsonNode state = object(json, "crownstone");
        OptionalDouble percentage = Wire.number(state, "percentage");
        OptionalDouble reported = percentage.isPresent() ? percentage : Wire.number(state, "switchState");
        return crownstone == null || reported.isEmpty()
                ? null
                : new HomeEvent.StateReported(sphere, crownstone, SwitchState.percentageOf(reported.getAsDouble()));
    }

    private static HomeEvent switchRequested(SphereId sphere, JsonNode json) {
        List<CrownstoneId> crownstones = new ArrayList<>();
        for (JsonNode each : Wire.objects(json.get("switchData"))) {
            CrownstoneId id = Wire.id(each, "id", CrownstoneId::new);
            if (id != null) {
                crownstones.add(id);
            }
        }
        return new HomeEvent.SwitchRequested(sphere, crownstones);
    }

    private static @Nullable HomeEvent presence(SphereId sphere, String subType, JsonNode json) {
        UserId user = id(json, "user", UserId::new);
        LocationId location = id(json, "location", LocationId::new);
        if (user == null) {
            return null;
        }
        return switch (subType) {
            case "enterSphere" -> new HomeEvent.EnteredSphere(sphere, user);
            case "exitSphere" -> new HomeEvent.LeftSphere(sphere, user);
            case "enterLocation" -> location == null ? null : new HomeEvent.EnteredLocation(sphere, user, location);
            case "exitLocation" -> location == null ? null : new HomeEvent.LeftLocation(sphere, user, location);
            default -> null;
        };
    }

    private static @Nullable HomeEvent dataChanged(SphereId sphere, String subType, JsonNode json) {
        return subType.isEmpty()
                ? null
                : new HomeEvent.DataChanged(
                        sphere, subType, text(json, "operation"), id(json, "changedItem", Function.identity()));
    }

    private static @Nullable HomeEvent abilityChanged(SphereId sphere, String subType, JsonNode json) {
        CrownstoneId crownstone = crownstone(json);
        JsonNode ability = object(json, "ability");
        String type = text(ability, "type").isEmpty() ? subType : text(ability, "type");
        JsonNode enabled = ability.get("enabled");
        if (crownstone == null || type.isEmpty() || enabled == null || !enabled.isBoolean()) {
            return null;
        }
        return new HomeEvent.AbilityChanged(
                sphere, crownstone, type, enabled.booleanValue(), Wire.flag(ability, "syncedToCrownstone"));
    }

    /** The cloud calls it {@code crownstone} in one event and {@code stone} in another. */
    private static @Nullable CrownstoneId crownstone(JsonNode json) {
        CrownstoneId id = id(json, "crownstone", CrownstoneId::new);
        return id != null ? id : id(json, "stone", CrownstoneId::new);
    }

    private static <I> @Nullable I id(JsonNode json, String field, Function<String, I> type) {
        return Wire.id(object(json, field), "id", type);
    }

    private static JsonNode object(JsonNode json, String field) {
        JsonNode value = json.get(field);
        return value != null && value.isObject() ? value : NOTHING;
    }

    private static String text(JsonNode json, String field) {
        String value = Wire.text(json, field);
        return value == null ? "" : value;
    }

    /** It is logged: what does not look like the name of a kind may be anything, a secret too. */
    private static String kind(String type, String subType) {
        String kind = type + "/" + subType;
        return KIND.matcher(kind).matches() ? kind : "an event whose kind has no proper name";
    }
}
