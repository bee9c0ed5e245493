package io.creditlake.dump;

import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.dump.DumpScan.DumpPart;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads a part of a dump into Spark's rows. As Spark allows, a row is valid until the next one. */
final class DumpPartReader implements PartitionReader<InternalRow> {
    private final DumpPart part;
    private final Configuration hadoop;
    private final Supplier<?>[] columns;
    private final int width;
    private final String label;
    private final long before;
    private final InternalRow row;
    private Rows rows;
    private UTF8String[] cells;
    private long rowNumber;

    DumpPartReader(DumpPart part, Configuration hadoop, StructType schema) {
        this.part = part;
        this.hadoop = hadoop;
        this.width = part.file().layout().header().size();
        this.label = part.file().layout().place().label();
        this.before = part.file().layout().firstRow() - 1;
        this.rowNumber = part.part().firstRow() - 1;
        this.columns = Arrays.stream(schema.fieldNames()).map(this::column).toArray(Supplier<?>[]::new);
        this.row = new RowOnDemand();
    }

    /** A row whose cells are made when one is asked for: where a row is passed over by its number, none is. */
    private final class RowOnDemand extends GenericInternalRow {
        RowOnDemand() {
            super(columns.length);
        }

        @Override
        public Object genericGet(int ordinal) {
            return columns[ordinal].get();
        }
    }

    private Supplier<?> column(String name) {
        UTF8String deliveryId = UTF8String.fromString(part.file().deliveryId());
        UTF8String file = UTF8String.fromString(part.file().file());
        return switch (name) {
            case "file_index" -> part.file()::index;
            case "delivery_id" -> () -> deliveryId;
            case "file" -> () -> file;
            case "folder_date" -> part.file()::folderDay;
            case "row_number" -> () -> rowNumber;
            case "row_place" -> this::place;
            case "problem" -> this::problem;
            case "cells" -> () -> new GenericArrayData(cells());
            default -> field(position(DumpSource.indexOf(name)));
        };
    }

    /** Where the cell of a field stands; -1 for one that the file has not, as only replays have the last. */
    private int position(int field) {
        List<Integer> positions = part.file().layout().fields();
        return field < positions.size() ? positions.get(field) : -1;
    }

    /** The cell at a position; null for one without text, and where the table has no such column. */
    private Supplier<UTF8String> field(int position) {
        return () -> {
            UTF8String cell = position >= 0 && position < cells().length ? cells[position] : null;
            return cell != null && cell.numBytes() > 0 ? cell : null;
        };
    }

    private UTF8String[] cells() {
        if (cells == null) {
            cells = rows.cells();
        }
        return cells;
    }

    @Override
    public boolean next() throws IOException {
        if (rows == null) {
            HadoopBytes bytes = new HadoopBytes(new Path(part.file().path()), hadoop);
            rows = DumpReader.open(part.file().layout(), part.part(), bytes);
        }
        rowNumber++;
        cells = null;
        return rows.next();
    }

    @Override
    public InternalRow get() {
        return row;
    }

    /** Where the row stands, as a person finds it; null when its number says so. */
    private UTF8String place() {
        if (label.isEmpty()) {
            return null;
        }
        long line = rows.line() > 0 ? rows.line() : rowNumber - before;
        String space = label.endsWith("”") ? "" : " ";
        return UTF8String.fromString(label + space + "第 " + line + " 行");
    }

    private UTF8String problem() {
        String problem = rows.problem();
        if (problem.isEmpty() && part.file().layout().kind() == Kind.CSV && cells().length != width) {
            String cause = cells.length > width ? "疑有未转义的分隔符" : "疑有缺失的分隔符或被截断";
            problem = "该行有 " + cells.length + " 列，表头有 " + width + " 列，" + cause;
        }
        return problem.isEmpty() ? null : UTF8String.fromString(problem);
    }

    @Override
    public void close() throws IOException {
        if (rows != null) {
            rows.close();
        }
    }
}
