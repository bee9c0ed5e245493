package io.creditlake.standardise;

import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContract.RecordClass;
import io.creditlake.standards.OrganisationName;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How one record is made of what several sources report of a fact, field by field: the value stands of the department
 * that took the decision; else of the source with the greatest authority; else of the one that has said so the latest;
 * else of the one that says the most. No value never beats a value, and a region gives way to one that lies inside it.
 *
 * <p>The record depends on the set of reports alone, not on the order in which they came in.
 */
final class Survivorship implements Serializable {
    private static final long serialVersionUID = 1L;
    /** The column whose items go with the value of the field they name. */
    static final String FLAGS = "flags";

    private static final String REGION = "region";
    /** What says of a record where it comes from and when; every other column survives by itself. */
    private static final Set<String> BOOKKEEPING = Set.of(
            "record_id",
            "source",
            "department",
            "delivery_id",
            "file",
            "row_number",
            "subject_id",
            "received_on",
            "reported_by",
            "content_hash");

    private final List<String> columns;
    private final int[] decidedBy;
    private final boolean[] latest;
    private final Map<String, Integer> authority;

    /**
     * Survivorship of a record class.
     *
     * @param authority source to its authority; a source that is not among them has the least
     */
    Survivorship(TableContract table, Map<String, Integer> authority) {
        RecordClass recordClass = table.recordClass().orElseThrow();
        this.columns = table.columns().stream()
                .filter(column -> !column.filledLater())
                .map(TableContract.Column::name)
                .filter(Predicate.not(BOOKKEEPING::contains))
                .toList();
        this.decidedBy =
                recordClass.decidedBy().stream().mapToInt(columns::indexOf).toArray();
        this.latest = new boolean[columns.size()];
        for (String column : recordClass.latestWins()) {
            latest[columns.indexOf(column)] = true;
            // What is read off a column survives with it.
            latest[columns.indexOf("occurred_on")] |= column.equals(recordClass.occurredOn());
            latest[columns.indexOf("valid_from")] |= column.equals(recordClass.validFrom());
            latest[columns.indexOf("valid_to")] |= column.equals(recordClass.validTo());
        }
        this.authority = Map.copyOf(authority);
    }

    /** The columns that survive field by field; values of a {@link Report} are in this order. */
    List<String> columns() {
        return columns;
    }

    /**
     * A record made of reports.
     *
     * @param values what stands, by column
     * @param lead the report whose values come first
     */
    record Standing(List<String> values, Report lead) {}

    /**
     * The record that reports make.
     *
     * @param current what each source says now, one report a source
     */
    Standing of(List<Report> current) {
        Comparator<Report> own = Comparator.comparing(this::isOwnDecision).reversed();
        Comparator<Report> greatest = Comparator.comparing((Report r) -> authority.getOrDefault(r.source(), 0))
                .reversed();
        Comparator<Report> latestFirst = Comparator.comparing(Report::sentOn).reversed();
        Comparator<Report> rest =
                Comparator.comparing(Report::filled).reversed().thenComparing(Report::source);
        List<Report> byAuthority = current.stream()
                .sorted(own.thenComparing(greatest).thenComparing(latestFirst).thenComparing(rest))
                .toList();
        List<Report> byRecency = current.stream()
                .sorted(latestFirst.thenComparing(own).thenComparing(greatest).thenComparing(rest))
                .toList();
        String[] values = new String[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = standing(i, latest[i] ? byRecency : byAuthority);
        }
        int flags = columns.indexOf(FLAGS);
        if (flags >= 0) {
            values[flags] = flags(flags, byAuthority, values);
        }
        return new Standing(Arrays.asList(values), byAuthority.get(0));
    }

    private String standing(int column, List<Report> byRank) {
        String standing = null;
        for (Report report : byRank) {
            String value = report.values().get(column);
            if (standing == null || (columns.get(column).equals(REGION) && isInside(value, standing))) {
                standing = value;
            }
        }
        return standing;
    }

    /** Whether a region lies inside another: 370102 in 370100, and that in 370000. */
    private static boolean isInside(String region, String other) {
        String stem = other.replaceFirst("(00)+$", "");
        return region != null && region.startsWith(stem) && !region.equals(other);
    }

    /** Flags of a field whose value stands, and the leading report's on the row as a whole. */
    private String flags(int column, List<Report> byRank, String[] values) {
        Set<String> flags = new LinkedHashSet<>();
        for (Report report : byRank) {
            String own = report.values().get(column);
            for (String flag : own == null ? List.<String>of() : List.of(own.split(","))) {
                int field = columns.indexOf(flag.substring(0, Math.max(flag.indexOf(':'), 0)));
                boolean stands = field < 0
                        ? report.equals(byRank.get(0))
                        : Objects.equals(report.values().get(field), values[field]);
                if (stands) {
                    flags.add(flag);
                }
            }
        }
        return flags.isEmpty() ? null : String.join(",", flags);
    }

    private boolean isOwnDecision(Report report) {
        String department = OrganisationName.key(report.department());
        return department != null
                && Arrays.stream(decidedBy)
                        .mapToObj(report.values()::get)
                        .anyMatch(by -> department.equals(OrganisationName.key(by)));
    }

    /** The values in which a report differs from what stands, null where it has none; empty when it says the same. */
    Map<String, String> differences(List<String> standing, Report report) {
        Map<String, String> differences = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            String value = report.values().get(i);
            if (!Objects.equals(value, standing.get(i))) {
                differences.put(columns.get(i), value);
            }
        }
        return differences;
    }

    /** The values of a report out of its {@link #differences}. */
    List<String> whole(List<String> standing, Map<String, String> differences) {
        String[] values = standing.toArray(String[]::new);
        for (int i = 0; i < values.length; i++) {
            if (differences.containsKey(columns.get(i))) {
                values[i] = differences.get(columns.get(i));
            }
        }
        return Arrays.asList(values);
    }

    /** Columns, flags aside, whose values two contents do not share. */
    List<Integer> changes(List<String> before, List<String> after) {
        List<Integer> changes = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).equals(FLAGS) && !Objects.equals(before.get(i), after.get(i))) {
                changes.add(i);
            }
        }
        return changes;
    }
}
