package io.crownstone2mqtt.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** The test runs only where Chromium or Chrome is installed. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(value = "io.crownstone2mqtt.testing.Chromium#isInstalled", disabledReason = "Chromium is not installed")
public @interface EnabledIfChromium {}
