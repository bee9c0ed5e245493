package io.creditlake.lake;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.ReplaceSortOrder;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The Iceberg tables of the lake, made from their contracts and evolved with them. */
public final class LakeTables implements AutoCloseable {
    private static final String OWNER = "creditlake.owner";
    private static final Pattern BUCKET = Pattern.compile("bucket\\((\\w+)\\)");

    private final Catalog catalog;
    private final TableContracts contracts;
    private final int buckets;
    private final String lake;
    private final TableEncryption encryption;
    private final Map<TableName, Table> loaded = new ConcurrentHashMap<>();

    private LakeTables(Settings settings, TableContracts contracts) {
        this.encryption = TableEncryption.of(settings);
        Map<String, String> properties = new LinkedHashMap<>(settings.catalog().values());
        properties.putAll(encryption.properties());
        this.catalog = CatalogUtil.buildIcebergCatalog(Sessions.CATALOG, properties, FileSystems.of(settings));
        this.contracts = contracts;
        this.buckets = settings.buckets();
        this.lake = settings.folders().lake();
    }

    /**
     * Opens the catalog, in a new folder when there is none; makes no table yet.
     *
     * @throws ConfigurationException when tables were to be encrypted, see {@link TableEncryption}
     */
    public static LakeTables open(Settings settings, TableContracts contracts) {
        makeFolder(settings.folders().lake());
        return new LakeTables(settings, contracts);
    }

    /**
     * Makes the tables that are not there and evolves the others as their contracts have changed, see {@link
     * TableEvolution}.
     *
     * @throws ConfigurationException when a table of the same name belongs to somebody else or a type has become another
     */
    public void prepare() {
        for (TableContract contract : contracts.all()) {
            Optional<Table> table = find(contract.name());
            if (table.isEmpty()) {
                create(contract);
            } else {
                evolve(table.get(), contract);
            }
        }
    }

    /**
     * Opens a lake that a night has made.
     *
     * @throws ConfigurationException when there is none
     */
    public static LakeTables openExisting(Settings settings, TableContracts contracts) {
        if (isMissing(settings.folders().lake())) {
            throw noLake(settings);
        }
        LakeTables tables = open(settings, contracts);
        if (!tables.exists()) {
            tables.close();
            throw noLake(settings);
        }
        return tables;
    }

    /** Whether a night has made a lake where the settings say; makes nothing. */
    public static boolean isLake(Settings settings, TableContracts contracts) {
        if (isMissing(settings.folders().lake())) {
            return false;
        }
        try (LakeTables tables = open(settings, contracts)) {
            return tables.exists();
        }
    }

    private static boolean isMissing(String lake) {
        return !FileSystems.isUri(lake) && !Files.isDirectory(Path.of(lake));
    }

    private static ConfigurationException noLake(Settings settings) {
        return ConfigurationException.of(
                "--lake " + settings.folders().lake(),
                "no lake",
                "the folder of a lake",
                "A night makes one: creditlake demo, or nightly");
    }

    private static void makeFolder(String lake) {
        if (FileSystems.isUri(lake)) {
            return;
        }
        try {
            Files.createDirectories(Path.of(lake));
        } catch (IOException e) {
            throw ConfigurationException.of(
                    lake, "no folder and no way to make one", "a writable folder", "Check --lake");
        }
    }

    /** Whether the lake has been made. */
    private boolean exists() {
        return find(TableName.of("ops.release")).isPresent();
    }

    /** A table that must exist, as it stands now. */
    public Table get(TableName name) {
        return find(name)
                .orElseThrow(() -> ConfigurationException.of(
                        name.toString(),
                        "no such table in " + lake,
                        "the tables of the contracts in schemas/lake, which a night makes",
                        "Check --lake and --schemas, as contracts of another creditlake name other tables; after an"
                                + " upgrade the next night makes those that are new"));
    }

    /** Rows of all tables that readers see; reads metadata alone. */
    public long totalRows() {
        long rows = 0;
        for (TableContract contract : contracts.all()) {
            Snapshot current = get(contract.name()).currentSnapshot();
            rows += current == null ? 0 : Long.parseLong(current.summary().getOrDefault("total-records", "0"));
        }
        return rows;
    }

    /** When anything of the lake was last changed, by the clock of the machine that did it; empty without tables. */
    public Optional<Instant> lastChange() {
        return contracts.all().stream()
                .flatMap(contract -> find(contract.name()).stream())
                .map(table ->
                        ((HasTableOperations) table).operations().current().lastUpdatedMillis())
                .max(Comparator.naturalOrder())
                .map(Instant::ofEpochMilli);
    }

    /** The contracts the tables are made from. */
    public TableContracts contracts() {
        return contracts;
    }

    private Optional<Table> find(TableName name) {
        Table known = loaded.get(name);
        if (known != null) {
            known.refresh();
            return Optional.of(known);
        }
        try {
            // Not asked for first whether it is there: the answer would cost reading it once more.
            Table table = catalog.loadTable(name.identifier());
            encryption.checkReadable(name, table);
            loaded.put(name, table);
            return Optional.of(table);
        } catch (NoSuchTableException e) {
            return Optional.empty();
        }
    }

    private void create(TableContract contract) {
        if (catalog instanceof SupportsNamespaces namespaces) {
            var namespace = contract.name().identifier().namespace();
            if (!namespaces.namespaceExists(namespace)) {
                namespaces.createNamespace(namespace);
            }
        }
        Schema schema = SparkSchemaUtil.convert(structOf(contract));
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("format-version", "3");
        properties.put(OWNER, "creditlake");
        properties.put("write.parquet.compression-codec", "zstd");
        // Rows lie sorted by subject: who asks for a few of them reads a few groups of this size, not whole files.
        // Where a code is looked up, every group that may hold it is read; smaller ones would slow the nights
        // elsewhere.
        int megabytes = contract.lookup().isEmpty() ? 8 : 1;
        properties.put("write.parquet.row-group-size-bytes", String.valueOf(megabytes << 20));
        properties.put("write.distribution-mode", "hash");
        properties.put("write.metadata.delete-after-commit.enabled", "true");
        properties.put("write.metadata.previous-versions-max", "20");
        properties.putAll(gained(contract));
        Table table = catalog.buildTable(contract.name().identifier(), schema)
                .withPartitionSpec(partition(schema, contract))
                .withProperties(properties)
                .create();
        finish(table, contract);
        markEmpty(table, contract);
        loaded.put(contract.name(), table);
    }

    /** A run that died while it made a table has left it without this. */
    private static void finish(Table table, TableContract contract) {
        if (table.currentSnapshot() != null) {
            return;
        }
        if (!contract.sort().isEmpty() && table.sortOrder().isUnsorted()) {
            ReplaceSortOrder order = table.replaceSortOrder();
            contract.sort().forEach(order::asc);
            order.commit();
        }
        // A branch and a tag need a snapshot to stand on.
        table.newAppend().commit();
    }

    /**
     * A code leads to its subject, whose hash says where it lies; the code itself lies anywhere. Bloom filters, as large
     * as their values need, leave a look-up the few row groups that hold it.
     */
    private static Map<String, String> filters(TableContract contract) {
        Map<String, String> properties = new LinkedHashMap<>();
        contract.lookup()
                .forEach(column -> properties.put("write.parquet.bloom-filter-enabled.column." + column, "true"));
        if (!properties.isEmpty()) {
            properties.put("write.parquet.bloom-filter-adaptive-enabled", "true");
        }
        return properties;
    }

    /**
     * Of each file the metadata keeps the smallest and the largest value of a column, and may keep them for some time after
     * the file is gone. Texts that records say, and what is made of them, are not among them: rows lie by subject, so that no
     * scan is narrowed by a text.
     */
    private static Map<String, String> unbounded(TableContract contract) {
        Map<String, String> properties = new LinkedHashMap<>();
        if (contract.name().holdsWhatRecordsSay()) {
            contract.columns().stream()
                    .filter(column -> column.type().equals("string"))
                    .map(TableContract.Column::name)
                    .filter(name -> !contract.sort().contains(name)
                            && !contract.partition().contains(name))
                    .forEach(name -> properties.put("write.metadata.metrics.column." + name, "counts"));
        }
        return properties;
    }

    private PartitionSpec partition(Schema schema, TableContract contract) {
        PartitionSpec.Builder builder = PartitionSpec.builderFor(schema);
        for (String column : contract.partition()) {
            Matcher bucket = BUCKET.matcher(column);
            if (bucket.matches()) {
                builder.bucket(bucket.group(1), buckets);
            } else {
                builder.identity(column);
            }
        }
        return builder.build();
    }

    /** The first snapshot, which has no row, stays when those between it and a release go. */
    private static void markEmpty(Table table, TableContract contract) {
        if (!contract.ledger() && !table.refs().containsKey(Branches.EMPTY)) {
            long first = table.history().get(0).snapshotId();
            table.manageSnapshots().createTag(Branches.EMPTY, first).commit();
        }
    }

    /** What tables of before may lack. */
    private Map<String, String> gained(TableContract contract) {
        Map<String, String> properties = new LinkedHashMap<>(filters(contract));
        properties.putAll(unbounded(contract));
        // What a task reads is weighed by this at least for each group of rows; by Iceberg's 4 MB a table of small
        // groups is divided into more tasks than it is worth.
        properties.put("read.split.open-file-cost", String.valueOf(1L << 20));
        // Names and numbers hardly ever come again within a group of rows. By Iceberg's 2 MB the writer looks for
        // thousands of them among those before until it gives up; files are not larger for it.
        properties.put("write.parquet.dict-size-bytes", String.valueOf(128 << 10));
        properties.putAll(LineageName.of(lake, contract.name()).properties());
        return properties;
    }

    private void evolve(Table table, TableContract contract) {
        if (!"creditlake".equals(table.properties().get(OWNER))) {
            throw ConfigurationException.of(
                    contract.name().toString(),
                    "a table that creditlake did not make",
                    "a catalog of creditlake's own",
                    "Give another --lake or another warehouse");
        }
        encryption.checkMade(contract.name(), table);
        finish(table, contract);
        markEmpty(table, contract);
        new TableEvolution(table, contract).evolve();
        // Of a column that is not there yet, nothing may be said.
        Map<String, String> gained = gained(contract);
        if (!table.properties().entrySet().containsAll(gained.entrySet())) {
            UpdateProperties update = table.updateProperties();
            gained.forEach(update::set);
            update.commit();
        }
    }

    /** The Spark schema of a table as its contract says. */
    public static StructType structOf(TableContract contract) {
        List<StructField> fields = new ArrayList<>();
        for (TableContract.Column column : contract.columns()) {
            fields.add(new StructField(
                    column.name(),
                    DataType.fromDDL(column.type()),
                    !column.required(),
                    org.apache.spark.sql.types.Metadata.empty()));
        }
        return new StructType(fields.toArray(StructField[]::new));
    }

    @Override
    public void close() {
        if (catalog instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("the catalog could not be closed", e);
            }
        }
    }
}
