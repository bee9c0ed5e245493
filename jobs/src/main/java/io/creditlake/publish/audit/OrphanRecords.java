package io.creditlake.publish.audit;

import io.creditlake.lake.TableContract;
import java.math.BigDecimal;
import java.util.List;

/** Every record is tied to a subject; metadata alone knows. */
final class OrphanRecords implements Check {
    @Override
    public List<Finding> run(AuditedNight night) {
        List<String> classes = night.workspace().tables().contracts().recordClasses().stream()
                .map(TableContract::name)
                .map(Object::toString)
                .filter(night.workspace()::hasUnplaced)
                .toList();
        return List.of(Finding.ofNight(
                classes.isEmpty(),
                classes.isEmpty() ? "every record has a subject" : "records without a subject in " + classes,
                "every record tied to a subject",
                BigDecimal.valueOf(classes.size())));
    }
}
