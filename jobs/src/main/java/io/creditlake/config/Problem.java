package io.creditlake.config;

/**
 * A mistake in a configuration file: where it is, what stands there, what would be right and what to do.
 *
 * @param file path of the file as the user named it
 * @param line 1-based line, 0 when the mistake is in no particular line
 * @param found what stands there
 * @param expected what would be right, if possible with an example
 * @param hint what to do; empty when {@code expected} says it all
 */
public record Problem(String file, int line, String found, String expected, String hint) {

    /** One line for a terminal: {@code file:line: found …; expected …. hint}. */
    public String describe() {
        String where = line > 0 ? file + ":" + line : file;
        return where + ": found " + found + "; expected " + expected + (hint.isEmpty() ? "" : ". " + hint);
    }
}
