package io.creditlake.policy;

import io.creditlake.lake.Condition;
import java.util.Optional;

/**
 * Which records of a subject count on a day.
 *
 * @param recordClass the class, such as {@code penalty}
 * @param where what a record must meet; {@code true} when the file gives none
 * @param window how long a record counts after a date of its own; empty for ever
 * @param validity whether a record counts only while it holds, or only when it holds no more
 */
public record Selection(String recordClass, Condition where, Optional<Window> window, Validity validity) {}
