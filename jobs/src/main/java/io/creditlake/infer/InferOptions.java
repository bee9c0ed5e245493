package io.creditlake.infer;

import java.util.Optional;

/**
 * What a person tells, so that it need not be guessed.
 *
 * @param source name of the source
 * @param recordClass class of its rows
 * @param department who sends it
 * @param departmentRegion six-digit region of the department
 */
public record InferOptions(
        Optional<String> source,
        Optional<String> recordClass,
        Optional<String> department,
        Optional<String> departmentRegion) {
    /** Nothing is told. */
    public static final InferOptions NONE =
            new InferOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
