package io.creditlake.dump;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The merged areas of a sheet. Their value stands in their first cell alone. */
final class Merges {
    /** A sheet of as many merged areas would be no table. */
    private static final int MOST = 1 << 20;

    private final List<Area> areas = new ArrayList<>();

    /**
     * A merged area; all numbers from 0, the last ones included.
     *
     * @param firstRow its first row
     * @param lastRow its last row
     * @param firstColumn its first column
     * @param lastColumn its last column
     */
    record Area(int firstRow, int lastRow, int firstColumn, int lastColumn) {
        boolean covers(int row, int column) {
            return row >= firstRow && row <= lastRow && column >= firstColumn && column <= lastColumn;
        }
    }

    /** Adds an area; one that cannot be is passed over, for it changes no value. */
    void add(int firstRow, int lastRow, int firstColumn, int lastColumn) throws FaultyFileException {
        if (areas.size() == MOST) {
            throw new FaultyFileException("工作表的合并单元格多于 " + MOST + " 个，请取消合并后报送");
        }
        if (firstRow >= 0 && firstColumn >= 0 && lastRow >= firstRow && lastColumn >= firstColumn) {
            areas.add(new Area(firstRow, lastRow, firstColumn, lastColumn));
        }
    }

    /** Whether an area spans several rows, the last of which lies below a row. */
    boolean reachBelow(int row) {
        return areas.stream().anyMatch(a -> a.lastRow() > a.firstRow() && a.lastRow() > row);
    }

    /** The areas of several rows by first row. */
    Area[] tall() {
        Area[] tall = areas.stream().filter(a -> a.lastRow() > a.firstRow()).toArray(Area[]::new);
        Arrays.sort(tall, Comparator.comparingInt(Area::firstRow));
        return tall;
    }

    /** The areas that have a cell in a row. */
    List<Area> in(int row) {
        return areas.stream()
                .filter(a -> row >= a.firstRow() && row <= a.lastRow())
                .toList();
    }
}
