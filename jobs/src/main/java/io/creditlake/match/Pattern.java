package io.creditlake.match;

import java.util.List;

/**
 * Pairs of subjects that agree in one way.
 *
 * @param levels for each comparison of the model the place of the level among those of its kind; {@link #SILENT} where one
 *     of the two says nothing
 * @param pairs how many pairs there are
 */
public record Pattern(List<Integer> levels, long pairs) {
    /** In place of a level: one of the two says nothing. */
    public static final int SILENT = -1;
}
