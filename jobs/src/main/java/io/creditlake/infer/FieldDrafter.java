package io.creditlake.infer;

import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContract.Severity;
import io.creditlake.contract.Standard;
import io.creditlake.infer.DraftField.Certainty;
import io.creditlake.infer.KnownField.Known;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Proposes a field for columns that match one of the record class. */
final class FieldDrafter {
    private static final double CONTRADICTED = 0.3;
    private static final double MOST = 0.8;
    private static final double OFTEN_BLANK = 0.05;
    private static final double RARE = 0.01;

    private final Match match;
    private final SourceColumn column;
    private final Optional<Known> known;
    private final List<String> evidence = new ArrayList<>();
    private boolean doubtful;

    /** A drafter for one match. */
    FieldDrafter(Match match) {
        this.match = match;
        this.column = match.column();
        this.known = match.field().under(match.header());
    }

    /**
     * The field.
     *
     * @param otherNames headers of columns of other files that are the same field
     * @param key columns without which a fact of the class says nothing
     */
    DraftField draft(List<String> otherNames, Set<String> key) {
        if (match.field().lake().isEmpty()) {
            return notKept(otherNames);
        }
        Standard standard = standard();
        evidence.add(0, because() + "; " + Evidence.of(column, standard));
        Map<String, String> codes = codes(standard);
        Optional<Severity> check = check(standard, codes);
        boolean needed = known.flatMap(k -> k.field().required()).isPresent()
                || (key.contains(match.field().column()) && column.profile().blankShare() <= RARE);
        boolean oftenBlank = column.profile().blankShare() > OFTEN_BLANK;
        if (needed && oftenBlank) {
            evidence.add("needed elsewhere, but often blank here: a row without it is flagged, not refused");
        }
        boolean sure = (match.isSure() || match.isExact()) && !doubtful;
        return new DraftField(
                match.field().column(),
                sure ? Certainty.SURE : Certainty.GUESS,
                headers(otherNames),
                label(),
                standard,
                needed && !oftenBlank,
                needed && oftenBlank ? Optional.of(Severity.FLAG) : Optional.empty(),
                check,
                codes,
                minimum(standard),
                isDay(standard) || isAmount(standard)
                        ? known.flatMap(k -> k.field().limits().maximum())
                        : Optional.empty(),
                maxLength(standard),
                isPersonal(),
                Optional.empty(),
                evidence);
    }

    private DraftField notKept(List<String> otherNames) {
        evidence.add(because() + "; " + Evidence.of(column, Standard.TEXT));
        return DraftField.notKept(
                match.field().column(), Certainty.KNOWN_NOT_KEPT, headers(otherNames), label(), isPersonal(), evidence);
    }

    private String because() {
        if (match.header().isEmpty()) {
            return "by its values alone";
        }
        if (match.isExact()) {
            return known.filter(k -> match.field()
                            .headers()
                            .get(HeaderText.reduced(match.header()))
                            .isPresent())
                    .map(k -> "header known from " + k.source())
                    .orElse("header known of " + match.field().label());
        }
        return "header " + Content.percent(match.score()) + " like "
                + match.field().label();
    }

    private Standard standard() {
        Standard expected = match.field().expected(match.header());
        Content content = column.content();
        if (expected == Standard.AMOUNT || expected == Standard.AMOUNT_WAN) {
            return amount(expected);
        }
        if (expected == Standard.DATE && column.profile().share(Look.ENDLESS) > 0 && known.isEmpty()) {
            return Standard.END_DATE;
        }
        if (known.isEmpty() && expected == Standard.TEXT) {
            return switch (content.guess()) {
                case USCC, ORG_CODE, DOCUMENT_NUMBER, PROSE, CODE, REGION, ORG_NAME, PERSON_NAME -> content.guess();
                default -> Standard.TEXT;
            };
        }
        return expected;
    }

    /** The unit is in the header, or what a contract says under the same header; otherwise nobody can tell. */
    private Standard amount(Standard expected) {
        if (column.names().stream().anyMatch(HeaderText::namesWan)) {
            return Standard.AMOUNT_WAN;
        }
        if (column.names().stream().anyMatch(HeaderText::namesYuan)) {
            return Standard.AMOUNT;
        }
        boolean told = match.field()
                .headers()
                .getOrDefault(HeaderText.reduced(match.header()), Optional.empty())
                .isPresent();
        if (told) {
            return expected;
        }
        doubtful = true;
        evidence.add("the header names no unit: taken as yuan; amount_wan if it is 万元");
        return Standard.AMOUNT;
    }

    private Map<String, String> codes(Standard standard) {
        if (standard != Standard.CODE) {
            return Map.of();
        }
        Map<String, String> codes =
                new LinkedHashMap<>(known.map(k -> k.field().codes()).orElse(Map.of()));
        boolean own = codes.isEmpty();
        if (own && !column.isPersonal()) {
            column.profile().values().keySet().stream().sorted().forEach(v -> codes.put(v, v));
        }
        String others = Evidence.values(column, codes.keySet());
        if (!own && !others.isEmpty()) {
            evidence.add("values that are not among the codes: " + others);
        } else if (own) {
            evidence.add("codes as they are written: " + Evidence.values(column, Set.of()));
        }
        return codes;
    }

    private Optional<Severity> check(Standard standard, Map<String, String> codes) {
        Optional<Severity> usual = known.flatMap(k -> k.field().check());
        boolean fits = column.profile().filled() == 0
                || !Content.isTelling(standard)
                || column.content().fit(standard) >= MOST;
        if (!fits) {
            doubtful |= column.content().fit(standard) < CONTRADICTED;
            evidence.add("many values do not fit: a wrong one is flagged, not refused");
            return Optional.of(Severity.FLAG);
        }
        if (usual.isPresent()) {
            return usual;
        }
        boolean checked = Content.isTelling(standard) || !codes.isEmpty();
        return known.isEmpty() && checked ? Optional.of(Severity.FLAG) : Optional.empty();
    }

    private Optional<String> minimum(Standard standard) {
        Optional<String> usual = known.filter(k -> k.field().standard() == standard
                        || (isAmount(standard) && isAmount(k.field().standard())))
                .flatMap(k -> k.field().limits().minimum());
        boolean broken = isAmount(standard) && column.profile().negativeShare() > RARE;
        if (usual.isPresent() && broken) {
            evidence.add(Content.percent(column.profile().negativeShare()) + " are negative; elsewhere the least is "
                    + usual.get());
        }
        return broken ? Optional.empty() : usual;
    }

    private static boolean isAmount(Standard standard) {
        return standard == Standard.AMOUNT || standard == Standard.AMOUNT_WAN;
    }

    private static boolean isDay(Standard standard) {
        return standard == Standard.DATE || standard == Standard.END_DATE;
    }

    private Optional<Integer> maxLength(Standard standard) {
        return isDay(standard) || isAmount(standard)
                ? Optional.empty()
                : known.flatMap(k -> k.field().limits().maxLength())
                        .filter(most -> column.profile().shareLongerThan(most) <= RARE);
    }

    private boolean isPersonal() {
        return known.map(Known::field).map(Field::personal).orElse(false)
                || match.field().lake().map(c -> c.personal()).orElse(false)
                || column.isPersonal();
    }

    private List<String> headers(List<String> otherNames) {
        List<String> all = new ArrayList<>(column.names());
        all.addAll(otherNames);
        return all.stream().distinct().toList();
    }

    /** What the department calls it: a Chinese header, else what others call it. */
    private String label() {
        String own = column.label();
        return HeaderText.isChinese(own) ? own : match.field().label();
    }
}
