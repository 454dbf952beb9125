package io.crownstone2mqtt.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameContaining;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import io.crownstone2mqtt.cli.Main;
import io.crownstone2mqtt.cloud.CloudHttp;
import io.crownstone2mqtt.cloud.EventStream;
import io.crownstone2mqtt.logging.BoundedOutput;
import io.crownstone2mqtt.monitoring.StatusSocket;
import io.crownstone2mqtt.monitoring.http.HttpEndpoint;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The arrows and the nevers of docs/architecture.md. */
class ArchitectureTest {
    private static final String ROOT = "io.crownstone2mqtt.";
    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.crownstone2mqtt");

    @TestFactory
    Stream<DynamicTest> rules() {
        return Arrays.stream(ArchitectureTest.class.getDeclaredFields())
                .filter(field -> field.getType() == ArchRule.class)
                .map(field -> DynamicTest.dynamicTest(
                        field.getName().toLowerCase(Locale.ROOT), () -> ((ArchRule) field.get(null)).check(PROGRAM)));
    }

    static final ArchRule ARROWS = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.crownstone2mqtt..")
            .layer("home")
            .definedBy(ROOT + "home..")
            .layer("retry")
            .definedBy(ROOT + "retry..")
            .layer("net")
            .definedBy(ROOT + "net..")
            .layer("tls")
            .definedBy(ROOT + "tls..")
            .layer("text")
            .definedBy(ROOT + "text..")
            .layer("mirror")
            .definedBy(ROOT + "mirror..")
            .layer("export")
            .definedBy(ROOT + "export..")
            .layer("bridge")
            .definedBy(ROOT + "bridge..")
            .layer("cloud")
            .definedBy(ROOT + "cloud..")
            .layer("mqtt")
            .definedBy(ROOT + "mqtt..")
            .layer("runtime")
            .definedBy(ROOT + "runtime..")
            .layer("config")
            .definedBy(ROOT + "config..")
            .layer("logging")
            .definedBy(ROOT + "logging..")
            .layer("simulator")
            .definedBy(ROOT + "simulator..")
            .layer("monitoring")
            .definedBy(ROOT + "monitoring..")
            .layer("diagnostics")
            .definedBy(ROOT + "diagnostics..")
            .layer("daemon")
            .definedBy(ROOT + "daemon..")
            .layer("cli")
            .definedBy(ROOT + "cli..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("daemon")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("simulator")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("export")
            .mayOnlyBeAccessedByLayers("bridge", "cli")
            .whereLayer("monitoring")
            .mayOnlyBeAccessedByLayers("daemon", "cli")
            .whereLayer("diagnostics")
            .mayOnlyBeAccessedByLayers("daemon", "cli")
            .whereLayer("config")
            .mayOnlyBeAccessedByLayers("diagnostics", "daemon", "cli")
            .whereLayer("logging")
            .mayOnlyBeAccessedByLayers("daemon", "cli")
            .whereLayer("runtime")
            .mayOnlyBeAccessedByLayers("daemon", "cli")
            .whereLayer("cloud")
            .mayOnlyBeAccessedByLayers("runtime", "daemon", "cli")
            .whereLayer("mqtt")
            .mayOnlyBeAccessedByLayers("runtime", "daemon", "cli")
            .whereLayer("bridge")
            .mayOnlyBeAccessedByLayers("runtime", "monitoring", "daemon", "cli")
            .whereLayer("mirror")
            .mayOnlyBeAccessedByLayers(
                    "export", "bridge", "mqtt", "runtime", "monitoring", "diagnostics", "daemon", "cli")
            .whereLayer("retry")
            .mayOnlyBeAccessedByLayers("bridge", "cloud", "mqtt")
            .whereLayer("net")
            .mayOnlyBeAccessedByLayers("cloud", "mqtt", "config", "diagnostics", "daemon", "cli")
            .whereLayer("tls")
            .mayOnlyBeAccessedByLayers("cloud", "mqtt", "daemon")
            .whereLayer("text")
            .mayOnlyBeAccessedByLayers("cloud", "mqtt", "config", "simulator")
            .whereLayer("home")
            .mayOnlyBeAccessedByLayers(
                    "mirror", "export", "bridge", "cloud", "runtime", "monitoring", "diagnostics", "daemon", "cli");

    static final ArchRule THE_BROKER_LINK_KNOWS_ONLY_MESSAGES_OF_THE_MIRROR = noClasses()
            .that()
            .resideInAPackage(ROOT + "mqtt..")
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "mirror..")
                    .and(not(simpleNameEndingWith("Message")).and(not(simpleNameEndingWith("TopicScheme")))));

    static final ArchRule THE_HOME_IS_MADE_OF_JAVA_ALONE = classes()
            .that()
            .resideInAPackage(ROOT + "home..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ROOT + "home..", "java.lang..", "java.util..", "java.time..", "org.jspecify..");

    /** It is a jar of its own, with the libraries that docs/java-client.md names. */
    static final ArchRule THE_CLIENT_LIBRARY_NEEDS_NOTHING_OF_THE_BRIDGE = classes()
            .that()
            .resideInAnyPackage(
                    ROOT + "cloud..",
                    ROOT + "home..",
                    ROOT + "net..",
                    ROOT + "retry..",
                    ROOT + "text..",
                    ROOT + "tls..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + "cloud..",
                    ROOT + "home..",
                    ROOT + "net..",
                    ROOT + "retry..",
                    ROOT + "text..",
                    ROOT + "tls..",
                    "java..",
                    "javax.net.ssl..",
                    "org.apache.hc..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "tools.jackson..");

    static final ArchRule THE_PURE_ROOMS_DO_NOTHING_TO_THE_WORLD = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + "home..", ROOT + "mirror..", ROOT + "export..", ROOT + "bridge..", ROOT + "retry..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio.file..", "java.util.concurrent..", "org.slf4j..", "ch.qos..");

    static final ArchRule THE_PURE_ROOMS_HAVE_NO_CLOCK = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + "home..", ROOT + "mirror..", ROOT + "export..", ROOT + "bridge..", ROOT + "retry..")
            .should()
            .dependOnClassesThat(belongToAnyOf(Clock.class, InstantSource.class))
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now");

    static final ArchRule ONLY_THE_PAHO_LINK_KNOWS_PAHO = noClasses()
            .that(not(resideInAPackage(ROOT + "mqtt..").and(nameContaining("Paho"))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.paho..");

    static final ArchRule ONLY_THE_CLOUD_KNOWS_HTTP_CLIENT = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "cloud..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.hc..");

    static final ArchRule ONLY_CONFIG_KNOWS_TYPESAFE_CONFIG = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "config..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.typesafe..");

    static final ArchRule ONLY_MONITORING_KNOWS_MICROMETER_AND_THE_HTTP_SERVER = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "monitoring..", ROOT + "simulator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "io.prometheus..", "com.sun.net.httpserver..");

    static final ArchRule ONLY_MONITORING_CALLS_THE_SYSTEM = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "monitoring..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.foreign..");

    /** The log is set up before anything is configured, by its first line. */
    static final ArchRule ONLY_CONFIG_AND_LOGGING_READ_THE_ENVIRONMENT = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "config..", ROOT + "logging..")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class);

    static final ArchRule THREADS_LIVE_IN_FEW_PLACES = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "runtime..", ROOT + "simulator..", ROOT + "mqtt..")
            .and()
            .doNotBelongToAnyOf(
                    EventStream.class, CloudHttp.class, StatusSocket.class, HttpEndpoint.class, BoundedOutput.class)
            .and()
            .haveSimpleNameNotEndingWith("Stop")
            .should()
            .callMethod(Thread.class, "start")
            .orShould()
            .callMethod(Thread.class, "ofPlatform")
            .orShould()
            .callMethod(Thread.class, "ofVirtual");

    static final ArchRule ONLY_MAIN_EXITS =
            noClasses().that().doNotBelongToAnyOf(Main.class).should().callMethod(System.class, "exit", int.class);

    static final ArchRule NOTHING_STATIC_CHANGES =
            fields().that().areStatic().should().beFinal().allowEmptyShould(true);

    static final ArchRule NOTHING_IS_SYNCHRONIZED = methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED);

    static final ArchRule NAMES_SAY_WHAT_A_THING_IS = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils");
}
