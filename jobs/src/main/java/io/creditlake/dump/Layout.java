package io.creditlake.dump;

import io.creditlake.contract.SourceContract.Kind;
import java.io.Serializable;
import java.util.List;

/**
 * How one table of a file is read, found out once when the file is taken in. Most files are one table; a workbook has
 * one in each sheet, an archive one or more in each member.
 *
 * @param kind how the rows are written
 * @param place where in the file the table stands
 * @param charset charset of text; empty for other kinds
 * @param separator separator of csv
 * @param path where in a document its rows stand; empty for other kinds
 * @param header headers by position of the cell, cleaned
 * @param fields for each field of the contract, in its order, the position of its cell; -1 when the table lacks it
 * @param unknown headers that the contract does not know
 * @param rows data rows
 * @param parts pieces that can be read apart
 */
public record Layout(
        Kind kind,
        Place place,
        String charset,
        char separator,
        String path,
        List<String> header,
        List<Integer> fields,
        List<String> unknown,
        long rows,
        List<Part> parts)
        implements Serializable {

    /**
     * Where in a file a table stands.
     *
     * @param members names of members, each in the archive before it; empty when the file is no archive
     * @param sheet the sheet of a workbook
     * @param label what messages about a row of it begin with; empty when the file has no other table
     */
    public record Place(List<String> members, Sheet sheet, String label) implements Serializable {
        /** The file itself. */
        public static final Place FILE = new Place(List.of(), Sheet.NONE, "");
    }

    /**
     * A sheet of a workbook.
     *
     * @param index its place among the sheets, from 0
     * @param merged whether data rows share cells
     * @param days positions of cells whose plain numbers are days counted from 1904; empty in other workbooks
     */
    public record Sheet(int index, boolean merged, List<Integer> days) implements Serializable {
        /** For what is no workbook. */
        public static final Sheet NONE = new Sheet(0, false, List.of());
    }

    /**
     * A piece of a table that can be read apart.
     *
     * @param offset bytes before it
     * @param length bytes of it; 0 when the table is one piece
     * @param firstRow number of its first data row in the file, from 1
     * @param skip rows at its beginning that are titles or headers
     */
    public record Part(long offset, long length, long firstRow, int skip) implements Serializable {}

    /** The number of its first data row in the file. */
    long firstRow() {
        return parts.get(0).firstRow();
    }

    /** The same table behind so many rows of others, and under a label. */
    Layout behind(long before, String label) {
        List<Part> moved = parts.stream()
                .map(p -> new Part(p.offset(), p.length(), p.firstRow() + before, p.skip()))
                .toList();
        Place labelled = new Place(place.members(), place.sheet(), label);
        return new Layout(kind, labelled, charset, separator, path, header, fields, unknown, rows, moved);
    }
}
