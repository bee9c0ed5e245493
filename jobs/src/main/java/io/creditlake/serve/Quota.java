package io.creditlake.serve;

import java.util.concurrent.TimeUnit;

/** How many answers somebody gets in a minute; the minutes follow one another from the start. */
final class Quota {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final int answers;
    private long begun = System.nanoTime();
    private int given;

    Quota(int answers) {
        this.answers = answers;
    }

    /** Takes an answer, if there is one left in this minute. */
    synchronized boolean take() {
        long now = System.nanoTime();
        if (now - begun >= MINUTE) {
            begun = now;
            given = 0;
        }
        if (given >= answers) {
            return false;
        }
        given++;
        return true;
    }
}
