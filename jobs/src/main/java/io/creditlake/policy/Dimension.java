package io.creditlake.policy;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A group of indicators that are shown, and may be limited, together.
 *
 * @param id id, unique among dimensions, indicators and rules of the version
 * @param title name in Chinese
 * @param cap the most that its indicators give in sum, positive; empty for no limit
 * @param floor the most that they take in sum, negative; empty for no limit
 * @param basis what the limits rest on; that of the version when the dimension names none
 */
public record Dimension(String id, String title, Optional<BigDecimal> cap, Optional<BigDecimal> floor, String basis) {

    /** Whether the sum of its indicators has any limit. */
    public boolean isLimited() {
        return cap.isPresent() || floor.isPresent();
    }
}
