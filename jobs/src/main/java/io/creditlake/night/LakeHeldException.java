package io.creditlake.night;

/** Another run holds the lake. The command line exits with 4. */
public final class LakeHeldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LakeHeldException(String lake, String holder) {
        super("another run holds the lake " + lake + (holder.isBlank() ? "" : ": " + holder.strip())
                + ". Wait until it has ended; a run that died lets go by itself");
    }
}
