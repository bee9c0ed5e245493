package io.creditlake.publish;

import io.creditlake.lake.Release;
import io.creditlake.lake.Release.Audit;
import java.util.stream.Collectors;

/** An audit held a release back. Readers keep the last one. The command line exits with 3. */
public final class WithheldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Release release;

    WithheldException(Release release) {
        super(release.audits().stream()
                .filter(audit -> !audit.passed())
                .map(Audit::name)
                .collect(Collectors.joining(", ", release.name() + " is withheld by the audit ", "")));
        this.release = release;
    }

    /** The release that was held back. */
    public Release release() {
        return release;
    }
}
