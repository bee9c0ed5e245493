package io.creditlake.cli;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Spelling;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContracts;
import io.creditlake.quarantine.RefusedFilter;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that choose refused rows. */
final class RefusedRowOptions {
    @Option(names = "--source", paramLabel = "S", description = "Rows of a source.")
    private String source;

    @Option(names = "--department", paramLabel = "D", description = "Rows of a department, named as its contract does.")
    private String department;

    @Option(names = "--rule", paramLabel = "R", description = "Rows that a rule refused.")
    private String rule;

    @Option(names = "--field", paramLabel = "F", description = "Rows refused for a field, named as the contract does.")
    private String field;

    @Option(names = "--delivery", paramLabel = "ID", description = "Rows of a delivery.")
    private String delivery;

    @Option(names = "--refused-on", paramLabel = "yyyy-MM-dd", description = "Rows that the night of a date refused.")
    private LocalDate refusedOn;

    /**
     * What was chosen.
     *
     * @param all whether closed rows are meant too
     * @throws ConfigurationException when no contract has such a source or department
     */
    RefusedFilter filter(SourceContracts contracts, boolean all) {
        if (source != null) {
            contracts.get(source);
        }
        List<String> departments = contracts.all().stream()
                .map(SourceContract::department)
                .distinct()
                .toList();
        if (department != null && !departments.contains(department)) {
            throw ConfigurationException.of(
                    "--department " + department,
                    "no such department",
                    "one of " + String.join(", ", departments),
                    Spelling.nearest(department, departments)
                            .map(near -> "Did you mean " + near + "?")
                            .orElse(""));
        }
        return new RefusedFilter(
                Optional.ofNullable(source),
                Optional.ofNullable(department),
                Optional.ofNullable(rule),
                Optional.ofNullable(field),
                Optional.ofNullable(delivery),
                Optional.ofNullable(refusedOn),
                all);
    }
}
