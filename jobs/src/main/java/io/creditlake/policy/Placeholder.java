package io.creditlake.policy;

/**
 * A value that the files mark as ours and that a province must replace by its own.
 *
 * @param file file
 * @param line line
 * @param item what it belongs to, such as {@code indicator penalty_large}
 */
public record Placeholder(String file, int line, String item) {}
