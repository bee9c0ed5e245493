package io.creditlake.standardise;

import java.util.List;

/**
 * What would become of files under a contract.
 *
 * @param source the source
 * @param files what would become of each file
 * @param reasons why rows would be refused, the most frequent first
 * @param flags what rows would be flagged with, the most frequent first
 */
public record TrialReport(String source, List<FileOutcome> files, List<Finding> reasons, List<Finding> flags) {
    /**
     * What would become of a file.
     *
     * @param file its name
     * @param refusal why it would be refused as a whole; empty when it would not
     * @param kind how its rows are written
     * @param charset charset of text
     * @param separator separator of cells, empty when there is none
     * @param headerRows rows before the first data row
     * @param note what of the file would be passed over; empty when nothing
     * @param unknown headers that the contract does not know
     * @param lacking fields that the file has no column for
     * @param read rows read
     * @param accepted rows that would become a record
     * @param duplicate rows whose fact an earlier row has told
     * @param quarantined rows that would be refused
     * @param late rows that come later than the contract allows
     */
    public record FileOutcome(
            String file,
            String refusal,
            String kind,
            String charset,
            String separator,
            int headerRows,
            String note,
            List<String> unknown,
            List<String> lacking,
            long read,
            long accepted,
            long duplicate,
            long quarantined,
            long late) {
        /** A file that would be refused as a whole. */
        static FileOutcome refused(String file, String refusal) {
            return new FileOutcome(file, refusal, "", "", "", 0, "", List.of(), List.of(), 0, 0, 0, 0, 0);
        }

        /** With what its rows or its size decide of it as a whole. */
        FileOutcome judged(boolean refused, String message) {
            return new FileOutcome(
                    file,
                    refused ? joined(refusal, message) : refusal,
                    kind,
                    charset,
                    separator,
                    headerRows,
                    refused ? note : joined(note, message),
                    unknown,
                    lacking,
                    read,
                    accepted,
                    duplicate,
                    quarantined,
                    late);
        }

        private static String joined(String before, String more) {
            return before.isEmpty() ? more : before + "；" + more;
        }

        /** With the rows of a table of it. */
        FileOutcome plus(long rowsRead, long good, long rowsAccepted, long rowsLate) {
            return new FileOutcome(
                    file,
                    refusal,
                    kind,
                    charset,
                    separator,
                    headerRows,
                    note,
                    unknown,
                    lacking,
                    read + rowsRead,
                    accepted + rowsAccepted,
                    duplicate + good - rowsAccepted,
                    quarantined + rowsRead - good,
                    late + rowsLate);
        }
    }

    /**
     * A rule that rows break.
     *
     * @param field column it is filed under; empty when it is of the row as a whole
     * @param rule the rule
     * @param message what the department is told of the first row
     * @param rows rows that break it
     * @param examples the first of them
     */
    public record Finding(String field, String rule, String message, long rows, List<Example> examples) {}

    /**
     * A row that breaks a rule.
     *
     * @param file its file
     * @param row its number, the first data row is 1
     * @param value the value as sent, personal data masked; empty when it is not told
     * @param message what the department is told
     */
    public record Example(String file, long row, String value, String message) {}

    /** Whether no file would be refused as a whole. */
    public boolean isReadable() {
        return files.stream().allMatch(f -> f.refusal().isEmpty());
    }
}
