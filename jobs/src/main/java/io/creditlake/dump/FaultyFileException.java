package io.creditlake.dump;

import java.io.IOException;

/** What a reader of rows finds wrong with the file as a whole. The message is for the department. */
final class FaultyFileException extends IOException {
    private static final long serialVersionUID = 1L;

    FaultyFileException(String message) {
        super(message);
    }

    FaultyFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
