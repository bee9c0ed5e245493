package io.creditlake.night;

/** Another run holds the lake. The command line exits with 4. */
public final class LakeHeldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LakeHeldException(String lake, String holder) {
        super("another run holds the lake " + lake + (holder.isBlank() ? "" : ": " + holder.strip())
                + ". Wait until it has ended; a run that died lets go by itself");
    }

    private LakeHeldException(String message, Throwable cause) {
        super(message, cause);
    }

    /** This run has held the lake and does no more. */
    static LakeHeldException lost(String lake, Throwable cause) {
        return new LakeHeldException(
                "this run no longer holds the lake " + lake + ": its file system has not heard of it for too long."
                        + " What it has published stands; run the night again, it goes on where it stopped",
                cause);
    }
}
