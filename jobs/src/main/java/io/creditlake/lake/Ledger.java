package io.creditlake.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;

/**
 * A small table that is written on {@code main} at once, a row at a time, without Spark. Each partition is one file,
 * which a change rewrites whole in one commit.
 */
public final class Ledger {
    private final LakeTables tables;
    private final TableName name;

    /** The ledger of a name; its contract must say {@code ledger}. */
    public Ledger(LakeTables tables, String name) {
        this.tables = tables;
        this.name = TableName.of(name);
    }

    /** A row without values, to be filled by column name. */
    public GenericRecord row() {
        return GenericRecord.create(tables.get(name).schema());
    }

    /** An element of a column that is a list of structs. */
    public GenericRecord element(String column) {
        return GenericRecord.create(tables.get(name)
                .schema()
                .findType(column)
                .asListType()
                .elementType()
                .asStructType());
    }

    /** All rows. */
    public List<Record> rows() {
        return rows(tables.get(name), Expressions.alwaysTrue());
    }

    /**
     * Puts a row in the place of those it replaces.
     *
     * @param row the row
     * @param partition partition column and the row's value there; empty for a table without partitions
     * @param replaced which rows of that partition go
     */
    public void put(Record row, Optional<String> partition, Predicate<Record> replaced) {
        putAll(List.of(row), partition, replaced);
    }

    /**
     * Puts rows in the place of those they replace.
     *
     * @param added the rows, at least one, all in one partition
     * @param partition as in {@link #put}
     * @param replaced which rows of that partition go
     */
    public void putAll(List<Record> added, Optional<String> partition, Predicate<Record> replaced) {
        Table table = tables.get(name);
        Expression filter = partition
                .<Expression>map(
                        column -> Expressions.equal(column, literal(added.get(0).getField(column))))
                .orElse(Expressions.alwaysTrue());
        List<Record> rows = new ArrayList<>(rows(table, filter));
        rows.removeIf(replaced);
        rows.addAll(added);
        OverwriteFiles overwrite = table.newOverwrite().overwriteByRowFilter(filter);
        overwrite.addFile(write(table, rows));
        overwrite.commit();
    }

    private static Object literal(Object value) {
        return value instanceof java.time.LocalDate day ? (int) day.toEpochDay() : value;
    }

    private static List<Record> rows(Table table, Expression filter) {
        List<Record> rows = new ArrayList<>();
        try (CloseableIterable<Record> scan =
                IcebergGenerics.read(table).where(filter).build()) {
            scan.forEach(rows::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static DataFile write(Table table, List<Record> rows) {
        PartitionKey key = new PartitionKey(table.spec(), table.schema());
        key.partition(new InternalRecordWrapper(table.schema().asStruct()).wrap(rows.get(0)));
        String location = table.locationProvider().newDataLocation(table.spec(), key, UUID.randomUUID() + ".parquet");
        try {
            EncryptedOutputFile file = table.encryption().encrypt(table.io().newOutputFile(location));
            DataWriter<Record> writer = Parquet.writeData(file)
                    .forTable(table)
                    .withKeyMetadata(file.keyMetadata())
                    .withPartition(key)
                    .createWriterFunc(GenericParquetWriter::create)
                    .overwrite()
                    .build();
            try (writer) {
                rows.forEach(writer::write);
            }
            return writer.toDataFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
