package io.creditlake.report.credit;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a release says to the public of one subject. Nothing of it comes from an internal policy or from a column that is
 * personal, and no record in it is repaired, withdrawn or past its publicity.
 *
 * @param release name of the release
 * @param date its day, which is that of the report
 * @param subject who it is
 * @param codes its codes, by kind and value
 * @param formerNames names that the register had before, the latest first
 * @param grades grades under public policies, by policy
 * @param listings red and black lists that it is on
 * @param sections records by class, in the order of {@code conf/report.yaml}; classes without any included
 */
public record CreditReport(
        String release,
        LocalDate date,
        Subject subject,
        List<Code> codes,
        List<FormerName> formerNames,
        List<Grade> grades,
        List<Listing> listings,
        List<Section> sections) {

    /**
     * Who it is.
     *
     * @param id its id
     * @param kind enterprise, individual_business, social_organisation or institution; empty when not known
     * @param name name in force; empty when not known
     * @param uscc its unified social credit code; empty when not known
     * @param region name of its region, else the code; empty when not known
     * @param industry its industry code; empty when not known
     * @param status its status in the register; empty when not registered
     * @param establishedOn day of establishment
     * @param verified whether a code of it passes its check
     */
    public record Subject(
            long id,
            String kind,
            String name,
            String uscc,
            String region,
            String industry,
            String status,
            Optional<LocalDate> establishedOn,
            boolean verified) {}

    /**
     * A code.
     *
     * @param kind uscc, org_code, reg_no or tax_no
     * @param value the code
     */
    public record Code(String kind, String value) {}

    /**
     * A name that it had.
     *
     * @param name the name
     * @param from first day on which the register had it, as far as records tell
     * @param until first day on which the register had another
     */
    public record FormerName(String name, Optional<LocalDate> from, LocalDate until) {}

    /**
     * A grade.
     *
     * @param policy id of the policy
     * @param title its title
     * @param version version applied
     * @param asOf day it was computed
     * @param grade the grade
     * @param category what the policy calls the grade; empty for nothing
     * @param score points
     * @param direct title of the rule that decided; empty when the points did
     * @param reasons what gave or took points
     */
    public record Grade(
            String policy,
            String title,
            String version,
            LocalDate asOf,
            String grade,
            String category,
            BigDecimal score,
            Optional<String> direct,
            List<Reason> reasons) {}

    /**
     * A reason of a grade.
     *
     * @param indicator indicator, rule or dimension
     * @param title its title
     * @param kind bonus, deduction, direct or limit
     * @param points points
     * @param basis the law or measure it rests on
     * @param records how many records were counted
     */
    public record Reason(String indicator, String title, String kind, BigDecimal points, String basis, int records) {}

    /**
     * A list that it is on.
     *
     * @param list id of the list
     * @param title its name
     * @param colour red or black
     * @param authority who put it there; empty when not told
     * @param reason why; empty when not told
     * @param basis the law it rests on; empty when not told
     * @param startsOn first day on it
     * @param endsOn first day off it; empty while nothing ends it
     */
    public record Listing(
            String list,
            String title,
            String colour,
            String authority,
            String reason,
            String basis,
            Optional<LocalDate> startsOn,
            Optional<LocalDate> endsOn) {}

    /**
     * The records of a class.
     *
     * @param recordClass the class
     * @param label its name in Chinese
     * @param items records, the latest first
     */
    public record Section(String recordClass, String label, List<Item> items) {}

    /**
     * A record.
     *
     * @param recordId its id
     * @param department who sent it
     * @param occurredOn day it happened
     * @param severity light, general or serious; empty when no law says
     * @param basis the article or measure that gives its severity and times; empty when no law says
     * @param shownUntil first day on which it is no longer shown; empty for without end
     * @param repairableFrom from when its subject may apply for repair
     * @param values what it says, in the order of its contract
     */
    public record Item(
            long recordId,
            String department,
            Optional<LocalDate> occurredOn,
            Optional<String> severity,
            Optional<String> basis,
            Optional<LocalDate> shownUntil,
            Optional<LocalDate> repairableFrom,
            List<Value> values) {}

    /**
     * A value of a record.
     *
     * @param column column
     * @param label its name in Chinese
     * @param text the value as text
     */
    public record Value(String column, String label, String text) {}

    /** Whether a record of it is of serious dishonesty. */
    public boolean hasSeriousRecords() {
        return sections.stream()
                .flatMap(section -> section.items().stream())
                .anyMatch(item -> item.severity().filter("serious"::equals).isPresent());
    }
}
