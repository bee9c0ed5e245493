package io.creditlake.standards;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a person may mean who types the code of a subject. */
public final class TypedCode {
    private TypedCode() {}

    /**
     * The text as each kind of code, and the organisation codes inside, by which older records know a subject.
     *
     * @return none when the text says nothing or is the number of a person
     */
    public static List<String> readings(String text) {
        String uscc = Uscc.normalise(text);
        String tax = TaxNumber.normalise(text);
        return Stream.of(
                        uscc,
                        Uscc.isValid(uscc) ? Uscc.organisationCode(uscc) : null,
                        OrganisationCode.normalise(text),
                        RegistrationNumber.normalise(text),
                        tax,
                        TaxNumber.organisationCode(tax))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
