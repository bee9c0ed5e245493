package io.creditlake.lake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.deletes.PositionDeleteIndex;
import org.apache.iceberg.expressions.Binder;
import org.apache.iceberg.expressions.Evaluator;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.parquet.ParquetValueReader;
import org.apache.iceberg.parquet.ParquetValueReaders.PrimitiveReader;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageReadStore;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Reads the rows of a Parquet file one after the other, as Iceberg's reader asks for them, and gives null for each that
 * is deleted or does not meet a condition. Of a row group it first decodes the columns that the condition names.
 *
 * <p>It is a reader of one column by descent alone: that is the one class of Iceberg's readers that can be extended from
 * outside and leaves both the pages and the rows to who extends it.
 */
final class WantedRows extends PrimitiveReader<Record> {
    private final Schema schema;
    private final ParquetValueReader<Record> keys;
    private final Schema keySchema;
    private final Evaluator condition;
    private final PositionDeleteIndex deleted;
    private final List<SparseColumn> others;

    private final Deque<Wanted> wanted = new ArrayDeque<>();
    private long row;

    /**
     * @param schema what is read, the columns of the condition among it
     * @param file the columns that the file has
     * @param constants values of columns that are the same in all rows, by the number of the field
     * @param deleted the rows that are deleted, by their place in the file
     */
    WantedRows(
            Schema schema,
            MessageType file,
            Map<Integer, ?> constants,
            Expression condition,
            PositionDeleteIndex deleted) {
        super(file.getColumns().get(0));
        this.schema = schema;
        this.deleted = deleted;
        Set<Integer> named = Binder.boundReferences(schema.asStruct(), condition, true);
        this.keySchema = TypeUtil.select(schema, named);
        this.keys = GenericParquetReaders.buildReader(keySchema, file, constants);
        this.condition = new Evaluator(keySchema.asStruct(), condition, true);
        this.others = schema.columns().stream()
                .filter(field -> !named.contains(field.fieldId()))
                .map(field -> SparseColumn.of(field, file, constants))
                .toList();
    }

    /** A row that is wanted: its place in the row group, and its columns of the condition. */
    private record Wanted(long row, Record keys) {}

    @Override
    public void setPageSource(PageReadStore group) {
        row = 0;
        keys.setPageSource(group);
        wanted.clear();
        InternalRecordWrapper values = new InternalRecordWrapper(keySchema.asStruct());
        long first = group.getRowIndexOffset().orElseThrow();
        for (long at = 0; at < group.getRowCount(); at++) {
            Record record = keys.read(null);
            if (condition.eval(values.wrap(record)) && !deleted.isDeleted(first + at)) {
                wanted.add(new Wanted(at, record));
            }
        }
        if (!wanted.isEmpty()) {
            long[] rows = wanted.stream().mapToLong(Wanted::row).toArray();
            others.forEach(column -> column.begin(group, rows));
        }
    }

    @Override
    public Record read(Record reuse) {
        Wanted next = wanted.peek();
        if (next == null || next.row() != row++) {
            return null;
        }
        wanted.remove();
        Record read = GenericRecord.create(schema);
        for (NestedField field : keySchema.columns()) {
            read.setField(field.name(), next.keys().getField(field.name()));
        }
        for (SparseColumn column : others) {
            read.setField(column.name(), column.at(next.row()));
        }
        return read;
    }
}
