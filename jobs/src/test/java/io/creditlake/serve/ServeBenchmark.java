package io.creditlake.serve;

import io.creditlake.lake.Branches;
import io.creditlake.lake.LakeTables;
import io.creditlake.lake.Release;
import io.creditlake.lake.Releases;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TableName;
import io.creditlake.lake.TestLake;
import io.creditlake.standards.OrganisationCode;
import io.creditlake.standards.OrganisationName;
import io.creditlake.standards.Uscc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Types;

/**
 * A lake to serve, and a load on the service. Run by {@code bench/serve/run}, which see.
 *
 * <p>{@code lake DIR SUBJECTS} writes a release without a night, as its files would lie: each subject has four codes, a
 * name, two grades with two reasons each, and ten records of some hundred bytes each. {@code load ADDRESS KEY SUBJECTS SECONDS CLIENTS} asks for
 * checks of subjects picked at random; {@code code N} prints the unified code of a subject.
 */
final class ServeBenchmark {
    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 24);
    private static final int REASONS = 2;
    private static final BigDecimal FINE = new BigDecimal("2000.00");

    private final LakeTables tables;
    private final long[] ids;

    private ServeBenchmark(LakeTables tables, int subjects) {
        this.tables = tables;
        this.ids =
                LongStream.range(0, subjects).map(ServeBenchmark::id).sorted().toArray();
    }

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "lake" -> write(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
            case "code" -> System.out.println(code(Integer.parseInt(arguments[1])));
            case "load" ->
                load(
                        arguments[1],
                        arguments[2],
                        Integer.parseInt(arguments[3]),
                        Integer.parseInt(arguments[4]),
                        Integer.parseInt(arguments[5]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Ids lie as hashes do; multiplication by an odd number can be undone, so no two are equal. */
    private static long id(long subject) {
        return ((subject + 1) * 0x9E3779B97F4A7C15L) & Long.MAX_VALUE;
    }

    private static String code(long subject) {
        String body = String.format(Locale.ROOT, "%08d", subject + 1);
        String first = "91370102" + body + OrganisationCode.checkDigit(body);
        return first + Uscc.checkDigit(first);
    }

    private static void write(Path folder, int subjects) {
        var settings = TestLake.settings(folder);
        TableContracts contracts = TableContracts.load(settings.folders().schemas());
        try (LakeTables tables = LakeTables.open(settings, contracts)) {
            tables.prepare();
            Branches branches = new Branches(tables);
            branches.restore(Map.of());
            new ServeBenchmark(tables, subjects).writeTables();
            branches.publish("release-" + NIGHT);
            new Releases(tables)
                    .put(new Release(
                            "release-" + NIGHT,
                            NIGHT,
                            Instant.EPOCH,
                            Release.Status.PUBLISHED,
                            branches.heads(),
                            List.of()));
        }
    }

    private void writeTables() {
        Map<Long, Integer> numbers = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            numbers.put(id(i), i);
        }
        write("subject.subject", 1, (row, s) -> {
            row.put("subject_id", s.id);
            row.put("kind", "enterprise");
            row.put("name", name(numbers.get(s.id)));
            row.put("uscc", code(numbers.get(s.id)));
            row.put("region", "370102");
            row.put("status", "continuing");
            row.put("verified", true);
            row.put("first_seen", NIGHT);
            row.put("last_changed", NIGHT);
        });
        write("subject.identifier", 4, (row, s) -> {
            String code = code(numbers.get(s.id));
            row.put("subject_id", s.id);
            row.put("kind", List.of("uscc", "org_code", "reg_no", "tax_no").get(s.place));
            row.put(
                    "value",
                    List.of(code, code.substring(8, 17), "37" + (s.id % 10_000_000_000_000L), "T" + code)
                            .get(s.place));
            row.put("first_seen", NIGHT);
            row.put("last_seen", NIGHT);
        });
        write("subject.name", 1, (row, s) -> {
            row.put("subject_id", s.id);
            row.put("name", name(numbers.get(s.id)));
            row.put("name_key", OrganisationName.key(name(numbers.get(s.id))));
            row.put("region", "370100");
            row.put("first_seen", NIGHT);
            row.put("last_seen", NIGHT);
        });
        write("grade.grade", 2, (row, s) -> {
            row.put("subject_id", s.id);
            row.put("policy", s.place == 0 ? "shandong-comprehensive" : "market-risk");
            row.put("policy_version", "2026-04-01");
            row.put("as_of", NIGHT);
            row.put("score", new BigDecimal("985.00"));
            row.put("grade", List.of("A+", "A", "B", "C").get((int) (s.id % 4)));
            row.put("verified", true);
            row.put("visibility", s.place == 0 ? "public" : "internal");
        });
        write("grade.contribution", 2 * REASONS, (row, s) -> {
            row.put("subject_id", s.id);
            row.put("policy", s.place < REASONS ? "shandong-comprehensive" : "market-risk");
            row.put("as_of", NIGHT);
            row.put("indicator", "indicator_" + s.place);
            row.put("kind", "deduction");
            row.put("title", "指标" + s.place);
            row.put("points", new BigDecimal("-5.00"));
            row.put("evidence", List.of(s.id));
            row.put("basis", "《山东省公共信用综合评价办法》");
        });
        write("record.penalty", 5, (row, s) -> {
            record(row, s);
            LocalDate day = NIGHT.minusDays(1 + Math.floorMod(s.id * 31 + s.place, 1500));
            row.put("occurred_on", day);
            row.put("decision_date", day);
            row.put("document_number", "鲁罚〔2026〕" + Long.toString(s.id, 36) + s.place + "号");
            row.put("facts", prose(s));
            row.put("penalty_type", s.id % 50 == 0 ? "吊销许可证件" : "罚款");
            row.put("content", "罚款");
            row.put("fine", FINE.multiply(BigDecimal.valueOf(1 + s.id % 40)));
            row.put("authority", "济南市市场监督管理局");
        });
        write("record.licence", 5, (row, s) -> {
            record(row, s);
            row.put("occurred_on", NIGHT.minusDays(100));
            row.put("document_number", "鲁许〔2026〕" + Long.toString(s.id, 36) + s.place + "号");
            row.put("content", prose(s));
        });
    }

    private static String name(int subject) {
        return "山东样例" + subject + "商贸有限公司";
    }

    /** Sixty characters that are not the same twice. */
    private static String prose(Place s) {
        Random random = new Random(s.id * 31 + s.place);
        StringBuilder prose = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            prose.append((char) (0x4E00 + random.nextInt(3000)));
        }
        return prose.toString();
    }

    private static void record(Map<String, Object> row, Place s) {
        row.put("record_id", (s.id * 31 + s.place) & Long.MAX_VALUE);
        row.put("source", "penalty_publicity");
        row.put("department", "山东省市场监督管理局");
        row.put("delivery_id", Long.toHexString(s.id >> 40));
        row.put("file", "rows.csv");
        row.put("row_number", s.id % 100_000);
        row.put("subject_id", s.id);
        row.put("received_on", NIGHT);
        row.put("content_hash", s.id * 0x9E3779B97F4A7C15L + s.place);
    }

    /** The place-th row of a subject. */
    private record Place(long id, int place) {}

    /** Writes rows of all subjects, in order of their ids, in a file a bucket, on the night's branch. */
    private void write(String name, int perSubject, BiConsumer<Map<String, Object>, Place> fill) {
        Table table = tables.get(TableName.of(name));
        Map<PartitionKey, DataWriter<Record>> writers = new HashMap<>();
        InternalRecordWrapper wrapper = new InternalRecordWrapper(table.schema().asStruct());
        PartitionKey key = new PartitionKey(table.spec(), table.schema());
        AppendFiles append = table.newAppend().toBranch(Branches.NIGHT);
        Map<String, Object> values = new HashMap<>();
        for (long id : ids) {
            for (int place = 0; place < perSubject; place++) {
                values.clear();
                fill.accept(values, new Place(id, place));
                GenericRecord row = GenericRecord.create(table.schema());
                for (Types.NestedField field : table.schema().columns()) {
                    row.setField(field.name(), values.get(field.name()));
                }
                key.partition(wrapper.wrap(row));
                DataWriter<Record> writer = writers.get(key);
                if (writer == null) {
                    PartitionKey own = key.copy();
                    writer = open(table, own);
                    writers.put(own, writer);
                }
                writer.write(row);
            }
        }
        for (DataWriter<Record> writer : writers.values()) {
            try {
                writer.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            append.appendFile(writer.toDataFile());
        }
        append.commit();
    }

    private static DataWriter<Record> open(Table table, PartitionKey key) {
        String location = table.locationProvider().newDataLocation(table.spec(), key, UUID.randomUUID() + ".parquet");
        try {
            return Parquet.writeData(table.io().newOutputFile(location))
                    .forTable(table)
                    .withPartition(key)
                    .createWriterFunc(GenericParquetWriter::create)
                    .overwrite()
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void load(String address, String key, int subjects, int seconds, int clients) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        AtomicInteger failed = new AtomicInteger();
        List<Future<List<Long>>> all = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        long begun = System.nanoTime();
        long end = begun + Duration.ofSeconds(seconds).toNanos();
        for (int i = 0; i < clients; i++) {
            Random random = new Random(i);
            all.add(threads.submit(() -> {
                List<Long> took = new ArrayList<>();
                while (System.nanoTime() < end) {
                    String path = address + "/v1/check?subject=" + code(random.nextInt(subjects));
                    long at = System.nanoTime();
                    int status = client.send(
                                    HttpRequest.newBuilder(URI.create(path))
                                            .header("Authorization", "Bearer " + key)
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode();
                    took.add(System.nanoTime() - at);
                    failed.addAndGet(status == 200 ? 0 : 1);
                }
                return took;
            }));
        }
        List<Long> took = new ArrayList<>();
        for (Future<List<Long>> one : all) {
            took.addAll(one.get());
        }
        threads.shutdown();
        double spent = (System.nanoTime() - begun) / 1e9;
        long[] sorted = took.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%d checks in %.1f s: %.0f a second, median %.1f ms, 99%% within %.1f ms, longest %.1f ms, %d failed%n",
                sorted.length,
                spent,
                sorted.length / spent,
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) (sorted.length * 0.99)] / 1e6,
                Arrays.stream(sorted).max().orElse(0) / 1e6,
                failed.get());
    }
}
