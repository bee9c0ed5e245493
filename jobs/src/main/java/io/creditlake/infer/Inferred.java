package io.creditlake.infer;

import java.util.List;

/**
 * What was found out about a source.
 *
 * @param source name of the source
 * @param recordClass class that its rows probably become
 * @param yaml the draft of its contract
 * @param summary what a person should know of it, line by line
 */
public record Inferred(String source, String recordClass, String yaml, List<String> summary) {}
