package io.creditlake.match;

import io.creditlake.config.Spelling;
import io.creditlake.standards.CitizenNumber;
import io.creditlake.standards.OrganisationCode;
import io.creditlake.standards.OrganisationName;
import io.creditlake.standards.RegistrationNumber;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An own key: the text by which a record names its subject, its strongest deterministic one. In falling strength {@code
 * org_code:600037341} (which stands for the USCC and the taxpayer number too), {@code reg_no:370100000000013}, {@code
 * name:<key of the name>@<code of the prefecture>}, {@code record:<record_id>}. Of natural persons it is {@code
 * person_token:…}, which is never shown and about which nobody can judge.
 */
public final class OwnKey {
    /** The organisation code. */
    public static final String ORG = "org_code";

    /** The registration number. */
    public static final String REG = "reg_no";

    /** A name in a region. */
    public static final String NAME = "name";

    /** A record that names nobody. */
    public static final String RECORD = "record";

    /** A natural person's token. */
    public static final String PERSON = "person_token";

    /** The kinds that can be judged about. */
    public static final List<String> KINDS = List.of(ORG, REG, NAME, RECORD);

    private static final Pattern KEY = Pattern.compile("([a-z_]+):(.+)");
    private static final Pattern NAME_IN_REGION = Pattern.compile("(.+)@(\\d{6})");
    private static final Pattern RECORD_ID = Pattern.compile(RECORD + ":([1-9]\\d{0,18})");

    private OwnKey() {}

    /**
     * What is wrong with a key; numbers of persons are masked in it.
     *
     * @param found what was found
     * @param expected what would be right
     * @param hint what to do; empty when there is nothing to say
     */
    public record Fault(String found, String expected, String hint) {}

    /** The key of a kind and a value. */
    public static String of(String kind, String value) {
        return kind + ":" + value;
    }

    /** The key of a name in a region. */
    public static String ofName(String nameKey, String region) {
        return of(NAME, nameKey + "@" + region);
    }

    /** The kind of a key; empty when the text does not begin with one. */
    public static String kind(String key) {
        Matcher matcher = KEY.matcher(key);
        boolean known = matcher.matches() && (KINDS.contains(matcher.group(1)) || PERSON.equals(matcher.group(1)));
        return known ? matcher.group(1) : "";
    }

    /** The {@code record_id} that a key names; empty when it names none, or one that no record can have. */
    public static OptionalLong recordId(String key) {
        Matcher matcher = RECORD_ID.matcher(key);
        try {
            return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** What is wrong with a key that is to be judged about; empty when nothing is. */
    public static Optional<Fault> fault(String key) {
        Matcher matcher = KEY.matcher(key);
        String kind = matcher.matches() ? matcher.group(1) : "";
        if (kind.equals(PERSON)) {
            return Optional.of(new Fault(
                    "a natural person's key", "keys of organisations", "Persons are known by their numbers alone"));
        }
        if (!KINDS.contains(kind)) {
            String hint = Spelling.nearest(kind, KINDS)
                    .map(near -> "Did you mean '" + near + ":'?")
                    .orElse("");
            return Optional.of(new Fault(
                    "the key '" + CitizenNumber.maskIn(key) + "'",
                    "org_code:600037341, reg_no:370100000000013, name:<name>@370100 or record:<record_id>",
                    hint));
        }
        return malformed(kind, matcher.group(2));
    }

    private static Optional<Fault> malformed(String kind, String value) {
        Matcher name = NAME_IN_REGION.matcher(value);
        boolean right =
                switch (kind) {
                    case ORG -> OrganisationCode.isValid(value);
                    case REG -> RegistrationNumber.isValid(value);
                    case NAME ->
                        name.matches()
                                && name.group(1).equals(OrganisationName.key(name.group(1)))
                                && name.group(1).equals(CitizenNumber.maskIn(name.group(1)));
                    default -> recordId(of(RECORD, value)).isPresent();
                };
        String expected =
                switch (kind) {
                    case ORG -> "an organisation code of nine characters that passes its check";
                    case REG -> "a registration number of 15 digits that passes its check";
                    case NAME -> "a name as credit.org_name_key gives it, @ and the six-digit code of its prefecture";
                    default -> "the record_id of a record";
                };
        return right
                ? Optional.empty()
                : Optional.of(new Fault("the key '" + CitizenNumber.maskIn(of(kind, value)) + "'", expected, ""));
    }
}
