package io.crownstone2mqtt.diagnostics;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of a bug report, and why some could not be had. The caller has removed the names from what it adds. */
public final class Bundle {
    private static final String ABOUT = """
            A report on crownstone2mqtt, made by the command diagnose. Look into it before you send it.

            Spheres, rooms, Crownstones and people are called sphere-1, location-1, crownstone-1, user-1: their names, their ids and
            what topics make of them. The same thing has the same name in all files, in this bundle only. Passwords, e-mail addresses
            and user names are ***; hosts other than this machine and Crownstone's cloud are broker-host, address-1 and the like.

            """;

    private final Map<String, String> files = new LinkedHashMap<>();
    private final StringBuilder about = new StringBuilder(ABOUT);

    public void add(String name, String what, String text) {
        files.put(name, text.endsWith("\n") ? text : text + "\n");
        say(name, what);
    }

    public void add(String name, String what, JsonNode json) {
        add(name, what, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json));
    }

    public void missing(String name, String why, Redaction redaction) {
        say(name, "MISSING: " + redaction.text(why));
    }

    public void say(String name, String what) {
        about.append("%-20s %s%n".formatted(name, what));
    }

    /** Readable by this user alone; over a file of that name. */
    public void write(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            try (OutputStream out = Files.newOutputStream(file)) {
                write(out);
            }
            return;
        }
        Files.deleteIfExists(file);
        Files.createFile(file, forThisUser(file));
        try (OutputStream out = Files.newOutputStream(file)) {
            write(out);
        }
    }

    private static FileAttribute<?>[] forThisUser(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private void write(OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            entry(zip, "about.txt", about.toString());
            for (Map.Entry<String, String> file : files.entrySet()) {
                entry(zip, file.getKey(), file.getValue());
            }
        }
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
