package io.creditlake.night;

import io.creditlake.config.Settings;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/** Every file below a lake folder, whatever it is: what it says, with or without a lake that still knows it. */
final class LakeFiles {
    private LakeFiles() {}

    /** The files that say a text: in their bytes, or in what they hold when they are Parquet, Avro or zipped. */
    static List<Path> that(Settings settings, String text) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(Path.of(settings.folders().lake()))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (says(file, text)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static boolean says(Path file, String text) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (contains(bytes, text)) {
            return true;
        }
        String name = file.getFileName().toString();
        if (name.startsWith(".")) {
            return false;
        }
        if (name.endsWith(".parquet")) {
            return parquetSays(file, text);
        }
        if (name.endsWith(".avro")) {
            return avroSays(bytes, text);
        }
        return name.endsWith(".xlsx") && zipSays(bytes, text);
    }

    private static boolean contains(byte[] bytes, String text) {
        // One byte, one character: nothing is lost where the bytes are no text.
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .contains(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    private static boolean parquetSays(Path file, String text) throws IOException {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), path)
                .withConf(new Configuration())
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                if (row.toString().contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean avroSays(byte[] bytes, String text) throws IOException {
        try (DataFileStream<GenericRecord> rows =
                new DataFileStream<>(new ByteArrayInputStream(bytes), new GenericDatumReader<>())) {
            for (GenericRecord row : rows) {
                if (valueSays(row, text)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Bounds of columns are bytes. */
    private static boolean valueSays(Object value, String text) {
        if (value instanceof IndexedRecord row) {
            return row.getSchema().getFields().stream().anyMatch(field -> valueSays(row.get(field.pos()), text));
        }
        if (value instanceof Collection<?> items) {
            return items.stream().anyMatch(item -> valueSays(item, text));
        }
        if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return contains(copy, text);
        }
        return String.valueOf(value).contains(text);
    }

    private static boolean zipSays(byte[] bytes, String text) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(new ByteArrayInputStream(bytes)))) {
            while (zip.getNextEntry() != null) {
                if (contains(zip.readAllBytes(), text)) {
                    return true;
                }
            }
        }
        return false;
    }
}
