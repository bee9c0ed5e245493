package io.creditlake.lake;

/**
 * A stage of a night. It reads tables as the night sees them, writes them on the night's branch and never reads the
 * clock. Run again from the same state of the branch with the same inputs it leaves the same content.
 */
public interface Stage {
    /** The name, also of its command. */
    String name();

    /**
     * Does the work.
     *
     * @param workspace the lake at the night's date, on its branch
     * @return what was done, for {@code ops.run} and for the person who reads the terminal
     */
    StageReport run(Workspace workspace);
}
