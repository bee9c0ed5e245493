package io.creditlake.lake;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.StructType;

/**
 * Files that take refused rows of earlier nights through again. They are JSON lines whatever the source sends: an object
 * a line with the cells by header and, under {@link #ORIGIN}, which refused row it is. They lie in a folder of their own
 * in the landing folder, one folder for each night, so that what a department puts into its own can close nothing.
 *
 * @param source source of the rows
 * @param folderDate date of the landing folder that the department sent them in, by which lateness and order count
 * @param hash first digits of the SHA-256 of the content
 */
public record Replay(String source, LocalDate folderDate, String hash) {
    /** The folder in the landing folder. */
    public static final String FOLDER = "_replay";

    /** The key of an object under which its refused row stands. */
    public static final String ORIGIN = "_replay";

    /**
     * What stands there: the refused row in {@code ops.quarantine}, and the same row as the department sent it, which is
     * another one when it is not taken through for the first time.
     */
    public static final StructType ORIGIN_TYPE =
            StructType.fromDDL("run_date DATE, delivery_id STRING, file STRING, row_number BIGINT,"
                    + " sent_delivery_id STRING, sent_file STRING, sent_row_number BIGINT");

    /** Digits of a hash in a name. */
    public static final int HASH_DIGITS = 12;

    private static final Pattern NAME =
            Pattern.compile("(?<source>[^/]+)\\.(?<date>\\d{4}-\\d{2}-\\d{2})\\.(?<hash>[0-9a-f]{12})\\.jsonl");

    /** What the name of a file says; empty when it is none of a replay. */
    public static Optional<Replay> of(String name) {
        Matcher matcher = NAME.matcher(name);
        try {
            return matcher.matches()
                    ? Optional.of(new Replay(
                            matcher.group("source"), LocalDate.parse(matcher.group("date")), matcher.group("hash")))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The name of the file. */
    public String name() {
        return source + "." + folderDate + "." + hash + ".jsonl";
    }

    /** Whether a path below the landing folder, as {@code ops.delivery} has it, is that of a replay. */
    public static boolean isReplay(String file) {
        return file.startsWith(FOLDER + "/");
    }
}
