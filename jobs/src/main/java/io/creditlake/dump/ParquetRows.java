package io.creditlake.dump;

import io.creditlake.dump.Layout.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.unsafe.types.UTF8String;

/** Rows of Parquet in the order of the file, one row group in memory at a time. A part is some row groups. */
final class ParquetRows implements Rows {
    private final ParquetFileReader reader;
    private final Bytes file;
    private final MessageType schema;
    private final MessageColumnIO columns;
    private RecordReader<Group> records;
    private long left;
    private UTF8String[] cells = new UTF8String[0];

    /**
     * The rows of a part.
     *
     * @param offset bytes before its row groups
     * @param length bytes of them; 0 for all that follow
     */
    ParquetRows(Bytes file, long offset, long length) throws IOException {
        this.file = file;
        ParquetReadOptions.Builder options = ParquetReadOptions.builder().usePageChecksumVerification();
        if (length > 0) {
            options.withRange(offset, offset + length);
        }
        reader = ParquetFileReader.open(new ParquetInput(file), options.build());
        schema = reader.getFooter().getFileMetaData().getSchema();
        columns = new ColumnIOFactory().getColumnIO(schema);
    }

    /** Names of the columns. */
    List<String> header() {
        return schema.getFields().stream().map(Type::getName).toList();
    }

    /** Pieces of so many bytes at least; one when the row groups do not lie in their order. */
    List<Part> parts(long partBytes) {
        List<Part> parts = new ArrayList<>();
        List<Long> starts = reader.getRowGroups().stream()
                .map(BlockMetaData::getStartingPos)
                .toList();
        if (!starts.equals(starts.stream().sorted().toList())) {
            return List.of(new Part(0, 0, 1, 0));
        }
        long offset = 0;
        long end = 0;
        long firstRow = 1;
        long rows = 0;
        for (BlockMetaData block : reader.getRowGroups()) {
            end = block.getStartingPos() + block.getCompressedSize();
            rows += block.getRowCount();
            if (end - offset >= partBytes) {
                parts.add(new Part(offset, end - offset, firstRow, 0));
                offset = end;
                firstRow += rows;
                rows = 0;
            }
        }
        if (rows > 0 || parts.isEmpty()) {
            parts.add(new Part(offset, Math.max(1, end - offset), firstRow, 0));
        }
        return parts;
    }

    @Override
    public boolean next() throws IOException {
        while (left == 0) {
            PageReadStore pages = reader.readNextRowGroup();
            if (pages == null) {
                return false;
            }
            left = pages.getRowCount();
            records = columns.getRecordReader(pages, new GroupRecordConverter(schema));
        }
        left--;
        Group row = records.read();
        cells = new UTF8String[schema.getFieldCount()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = UTF8String.fromString(ParquetText.of(row, i));
        }
        return true;
    }

    @Override
    public UTF8String[] cells() {
        return cells;
    }

    @Override
    public void close() throws IOException {
        try {
            reader.close();
        } finally {
            LocalCopy.release(file);
        }
    }
}
