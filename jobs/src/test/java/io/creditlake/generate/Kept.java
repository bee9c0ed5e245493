package io.creditlake.generate;

import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.Standard;
import io.creditlake.standards.Amounts;
import io.creditlake.standards.CitizenNumber;
import io.creditlake.standards.Dates;
import io.creditlake.standards.DocumentNumber;
import io.creditlake.standards.Industries;
import io.creditlake.standards.OrganisationCode;
import io.creditlake.standards.OrganisationName;
import io.creditlake.standards.PersonName;
import io.creditlake.standards.Regions;
import io.creditlake.standards.RegistrationNumber;
import io.creditlake.standards.TaxNumber;
import io.creditlake.standards.Text;
import io.creditlake.standards.Uscc;
import java.math.BigDecimal;
import java.time.LocalDate;

/** What the standards make of a value, field by field. */
final class Kept {
    static final Regions REGIONS = Regions.load(Province.HOME.resolve("conf/reference/regions.csv"));

    private static final Industries INDUSTRIES =
            Industries.load(Province.HOME.resolve("conf/reference/industries.csv"));

    private Kept() {}

    /** The value as the lake keeps it, but for a person's number, which stays in clear; empty for null. */
    static String kept(Field field, String written) {
        BigDecimal amount = Amounts.parseWan(written);
        String text =
                switch (field.standard()) {
                    case DATE -> text(Dates.parse(written));
                    case END_DATE -> text(Dates.parseEnd(written));
                    case AMOUNT_WAN -> amount == null ? "" : amount.toPlainString();
                    case CODE -> field.codes().get(Text.clean(written));
                    default -> normalised(field.standard(), written);
                };
        boolean old = field.standard() == Standard.CITIZEN_NUMBER && text != null && text.length() == 15;
        return old ? modern(text) : text == null ? "" : text;
    }

    private static String modern(String number) {
        String first17 = number.substring(0, 6) + "19" + number.substring(6);
        return first17 + CitizenNumber.checkDigit(first17);
    }

    private static String text(LocalDate day) {
        return day == null ? "" : day.toString();
    }

    static String normalised(Standard standard, String text) {
        return switch (standard) {
            case USCC -> Uscc.normalise(text);
            case ORG_CODE -> OrganisationCode.normalise(text);
            case REG_NO -> RegistrationNumber.normalise(text);
            case TAX_NO -> TaxNumber.normalise(text);
            case CITIZEN_NUMBER -> CitizenNumber.normalise(text);
            case ORG_NAME -> OrganisationName.normalise(text);
            case PERSON_NAME -> PersonName.normalise(text);
            case DOCUMENT_NUMBER -> DocumentNumber.normalise(text);
            case REGION -> REGIONS.normalise(text);
            case INDUSTRY -> INDUSTRIES.normalise(text);
            default -> Text.clean(text);
        };
    }

    static boolean isValid(Standard standard, String text) {
        return switch (standard) {
            case USCC -> Uscc.isValid(text);
            case ORG_CODE -> OrganisationCode.isValid(text);
            case REG_NO -> RegistrationNumber.isValid(text);
            case TAX_NO -> TaxNumber.isValid(text);
            case CITIZEN_NUMBER -> CitizenNumber.isValid(text);
            default -> true;
        };
    }
}
