package io.creditlake.dump;

/** A file that cannot be read as its contract says. The message is for the department, without personal data. */
public final class DumpException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The reason, in the language of the department. */
    public DumpException(String message) {
        super(message);
    }

    /** The reason, with what lies beneath it. */
    public DumpException(String message, Throwable cause) {
        super(message, cause);
    }
}
