package io.creditlake.resolve;

import io.creditlake.match.OwnKey;
import io.creditlake.standards.OrganisationCode;
import io.creditlake.standards.RegistrationNumber;
import io.creditlake.standards.Uscc;

/**
 * An organisation with right codes of every kind, made from a number.
 *
 * @param number below 10,000; another number is another organisation
 */
record Party(int number) {

    String name() {
        return "山东甲" + number + "贸易有限公司";
    }

    String orgCode() {
        String body = "MA3C%04d".formatted(number);
        return body + OrganisationCode.checkDigit(body);
    }

    /** Its code as an own key. */
    String orgKey() {
        return OwnKey.of(OwnKey.ORG, orgCode());
    }

    String uscc() {
        String body = "91370102" + orgCode();
        return body + Uscc.checkDigit(body);
    }

    /** The code with another check character. */
    String wrongUscc() {
        String right = uscc();
        return right.substring(0, 17) + (right.endsWith("1") ? "2" : "1");
    }

    String regNo() {
        String body = "3701020000%04d".formatted(number);
        return body + RegistrationNumber.checkDigit(body);
    }

    String taxNo() {
        return "370102" + orgCode();
    }
}
