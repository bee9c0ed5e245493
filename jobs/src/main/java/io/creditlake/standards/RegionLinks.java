package io.creditlake.standards;

import io.creditlake.config.Problems;
import io.creditlake.standards.ReferenceCsv.Line;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold between the lines of the list of regions. */
final class RegionLinks {
    private static final int MOST_SUCCESSORS = 12;

    private final List<Region> regions;
    private final Map<String, Region> last = new HashMap<>();

    RegionLinks(List<Region> regions) {
        this.regions = regions;
        for (Region region : regions) {
            last.merge(region.code(), region, (a, b) -> a.stands() || (!b.stands() && a.to() > b.to()) ? a : b);
        }
    }

    /** Whether all is right; else problems are noted. */
    boolean hold(List<Line> lines, Problems problems) {
        Set<String> standing = new HashSet<>();
        boolean whole = true;
        for (int i = 0; i < regions.size(); i++) {
            Region region = regions.get(i);
            if (region.stands() && !standing.add(region.code())) {
                lines.get(i).refuse(problems, region.code() + " again", "one line that stands", "Remove the line");
                whole = false;
            } else if (!last.containsKey(region.province())) {
                lines.get(i).refuse(problems, region.code(), "its province " + region.province() + " in the list", "");
                whole = false;
            } else if (!ends(region)) {
                lines.get(i).refuse(problems, "successor " + region.successor(), "a code of this list that stands", "");
                whole = false;
            }
        }
        return whole;
    }

    private boolean ends(Region region) {
        Region next = region;
        for (int steps = 0; !next.stands() && !next.successor().equals(Region.NO_SUCCESSOR); steps++) {
            next = last.get(next.successor());
            if (next == null || steps > MOST_SUCCESSORS) {
                return false;
            }
        }
        return true;
    }
}
