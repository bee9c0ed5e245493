package io.creditlake.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A policy over time.
 *
 * @param id id, the name of its folder in {@code conf/policies}
 * @param versions by rising effective date; each is in force until the next
 */
public record Policy(String id, List<PolicyVersion> versions) {

    /** Whether everybody may see its grades; all versions agree, and a policy without any shows nothing. */
    public boolean isPublic() {
        return !versions.isEmpty() && versions.stream().allMatch(v -> v.visibility() == Visibility.PUBLIC);
    }

    /** The version in force on a day: the last that is effective by then; empty before the first. */
    public Optional<PolicyVersion> inForce(LocalDate day) {
        return versions.stream().filter(v -> !v.effectiveFrom().isAfter(day)).reduce((a, b) -> b);
    }

    /** The day from which the version after another is in force. */
    public Optional<LocalDate> nextAfter(PolicyVersion version) {
        return versions.stream()
                .map(PolicyVersion::effectiveFrom)
                .filter(date -> date.isAfter(version.effectiveFrom()))
                .findFirst();
    }

    /** The version of an effective date as tables name it. */
    public Optional<PolicyVersion> version(String version) {
        return versions.stream().filter(v -> v.version().equals(version)).findFirst();
    }
}
