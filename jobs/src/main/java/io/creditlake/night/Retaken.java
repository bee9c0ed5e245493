package io.creditlake.night;

import io.creditlake.archive.ArchivedNight;
import io.creditlake.archive.ArchivedNights.Line;

/**
 * A night that is run once more from the archive.
 *
 * @param release the release that it became, whose name and time it gets again
 * @param night what it was made of
 */
record Retaken(Line release, ArchivedNight night) {}
