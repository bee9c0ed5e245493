package io.creditlake.warning;

import io.creditlake.warning.Acknowledgement.Says;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that was said about warnings. A night obeys what is in force on its date, so that it comes out the same
 * whenever it is run.
 *
 * @param lines in the order of days and then of lines
 */
public record Acknowledgements(List<Acknowledgement> lines) {

    /** What a night of a date obeys: the last word on each warning, unless that has reopened it; by warning. */
    public List<Acknowledgement> inForce(LocalDate night) {
        Map<Long, Acknowledgement> last = new TreeMap<>();
        lines.stream().filter(line -> !line.on().isAfter(night)).forEach(line -> last.put(line.warningId(), line));
        return last.values().stream()
                .filter(line -> line.says() == Says.ACKNOWLEDGED)
                .toList();
    }

    /** The acknowledgement of a warning that a night obeys. */
    public Optional<Acknowledgement> of(long warningId, LocalDate night) {
        return inForce(night).stream()
                .filter(line -> line.warningId() == warningId)
                .findFirst();
    }
}
