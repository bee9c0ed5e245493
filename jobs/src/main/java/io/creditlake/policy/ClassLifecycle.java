package io.creditlake.policy;

import java.util.List;

/**
 * What becomes of the records of one class with time.
 *
 * @param recordClass the class, such as {@code penalty}
 * @param countedFrom date column that all lengths count from
 * @param terms by severity: the first whose condition holds is a record's, and the last holds for every record
 */
public record ClassLifecycle(String recordClass, String countedFrom, List<Term> terms) {}
