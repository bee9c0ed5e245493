package io.creditlake.generate;

import java.util.List;

/**
 * A county.
 *
 * @param code six digits of GB/T 2260
 * @param city full name of its prefecture, such as 济南市
 * @param county its own full name, such as 历下区
 * @param abolished older codes that became this one
 */
record Place(String code, String city, String county, List<String> abolished) {

    /** The prefecture's name as names of firms bear it, such as 济南. */
    String shortCity() {
        return city.endsWith("市") ? city.substring(0, city.length() - 1) : city;
    }

    /** The county's short name, such as 历下. */
    String shortCounty() {
        return county.length() > 2 ? county.substring(0, county.length() - 1) : county;
    }

    /** The name with its prefecture, such as 济南市历下区. */
    String fullName() {
        return city + county;
    }
}
