package io.creditlake.publish.audit;

import java.util.Locale;

/**
 * An audit of {@code conf/audits.yaml}.
 *
 * @param id its name, unique
 * @param severity what comes of a breach
 * @param message what a breach means or asks for, in the words of whoever wrote the file; empty for none
 * @param check what is looked at
 */
record Audit(String id, Severity severity, String message, Check check) {
    /** What comes of a breach. */
    enum Severity {
        /** The release is held back. */
        WITHHOLD,
        /** It is told, and the release goes out. */
        WARN;

        /** As the file and {@code ops.audit} write it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
