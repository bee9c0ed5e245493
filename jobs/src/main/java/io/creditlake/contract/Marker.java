package io.creditlake.contract;

/**
 * A file that tells that others have come whole: one beside each file when the pattern holds {@code {name}} (the file's
 * name, {@code penalty.csv}) or {@code {stem}} (that without its extension, {@code penalty}), else one for the folder.
 *
 * @param pattern such as {@code {name}.ok}
 */
public record Marker(String pattern) {
    private static final String NAME = "{name}";
    private static final String STEM = "{stem}";

    /** Whether each file has its own. */
    public boolean ofEachFile() {
        return pattern.contains(NAME) || pattern.contains(STEM);
    }

    /** The name of the marker of a file. */
    public String of(String file) {
        int dot = file.lastIndexOf('.');
        return pattern.replace(NAME, file).replace(STEM, dot > 0 ? file.substring(0, dot) : file);
    }

    /** Whether a file of this name is such a marker, and no dump. */
    public boolean fits(String file) {
        int brace = pattern.indexOf('{');
        if (brace < 0) {
            return file.equals(pattern);
        }
        String before = pattern.substring(0, brace);
        String after = pattern.substring(pattern.indexOf('}') + 1);
        return file.length() > before.length() + after.length() && file.startsWith(before) && file.endsWith(after);
    }
}
