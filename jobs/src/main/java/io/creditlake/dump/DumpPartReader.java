package io.creditlake.dump;

import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.dump.DumpScan.DumpPart;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads a part of a dump into Spark's rows. */
final class DumpPartReader implements PartitionReader<InternalRow> {
    private final DumpPart part;
    private final Configuration hadoop;
    private final List<String> columns;
    private final int width;
    private final int[] positions;
    private final UTF8String deliveryId;
    private final UTF8String file;
    private final String label;
    private final long before;
    private Rows rows;
    private long rowNumber;

    DumpPartReader(DumpPart part, Configuration hadoop, StructType schema) {
        this.part = part;
        this.hadoop = hadoop;
        this.columns = List.of(schema.fieldNames());
        this.width = part.file().layout().header().size();
        this.positions = part.file().layout().fields().stream()
                .mapToInt(Integer::intValue)
                .toArray();
        this.deliveryId = UTF8String.fromString(part.file().deliveryId());
        this.file = UTF8String.fromString(part.file().file());
        this.label = part.file().layout().place().label();
        this.before = part.file().layout().firstRow() - 1;
        this.rowNumber = part.part().firstRow() - 1;
    }

    @Override
    public boolean next() throws IOException {
        if (rows == null) {
            HadoopBytes bytes = new HadoopBytes(new Path(part.file().path()), hadoop);
            rows = DumpReader.open(part.file().layout(), part.part(), bytes);
        }
        rowNumber++;
        return rows.next();
    }

    @Override
    public InternalRow get() {
        UTF8String[] cells = rows.cells();
        Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (columns.get(i)) {
                case "file_index" -> part.file().index();
                case "delivery_id" -> deliveryId;
                case "file" -> file;
                case "folder_date" -> part.file().folderDay();
                case "row_number" -> rowNumber;
                case "row_place" -> place();
                case "problem" -> problem(cells);
                case "fields" -> new GenericArrayData(fields(cells));
                case "cells" -> new GenericArrayData(cells.clone());
                default -> throw new IllegalStateException("no column " + columns.get(i));
            };
        }
        return new GenericInternalRow(values);
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

    private Object[] fields(UTF8String[] cells) {
        Object[] fields = new Object[positions.length];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = positions[i] >= 0 && positions[i] < cells.length ? cells[positions[i]] : null;
        }
        return fields;
    }

    private UTF8String problem(UTF8String[] cells) {
        String problem = rows.problem();
        if (problem.isEmpty() && part.file().layout().kind() == Kind.CSV && cells.length != width) {
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
