package io.crownstone2mqtt.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** The test runs only where Mosquitto is installed. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
        value = "io.crownstone2mqtt.testing.MosquittoBroker#isInstalled",
        disabledReason = "Mosquitto is not installed")
public @interface EnabledIfMosquitto {}
