package io.creditlake.publish.audit;

import java.util.List;

/** Something that is looked at in a night. */
interface Check {
    /**
     * Looks.
     *
     * @return a finding for each thing looked at, such as a source; none when there was nothing to look at
     */
    List<Finding> run(AuditedNight night);
}
