package io.creditlake.policy;

import io.creditlake.lake.Condition;
import java.util.Optional;

/**
 * Which records of a subject count on a day.
 *
 * @param recordClass the class, such as {@code penalty}
 * @param where what a record must meet; {@code true} when the file gives none
 * @param window how long a record counts after a date of its own; empty for ever
 * @param whileValid whether a record counts only from its {@code valid_from} to its {@code valid_to}, both included
 */
public record Selection(String recordClass, Condition where, Optional<Window> window, boolean whileValid) {}
