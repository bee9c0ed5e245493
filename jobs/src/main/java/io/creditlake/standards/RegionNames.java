package io.creditlake.standards;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names under which regions are written. */
final class RegionNames {
    private static final String[] SUFFIXES = {
        "特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "自治州", "自治县", "自治旗", "地区", "省", "市", "区", "县", "旗", "盟"
    };
    private static final String SEPARATORS = "/·,，、\\>_";
    private static final int LONGEST = 40;

    private final Regions regions;
    private final Map<String, List<Region>> lines;
    private final int longestName;

    RegionNames(Regions regions, List<Region> all) {
        this.regions = regions;
        this.lines = new HashMap<>(4 * all.size());
        int longest = 0;
        for (Region line : all) {
            add(line.name(), line);
            String shortName = shortName(line.name());
            if (shortName.length() < line.name().length()) {
                add(shortName, line);
            }
            longest = Math.max(longest, line.name().length());
        }
        this.longestName = longest;
    }

    private void add(String name, Region line) {
        lines.computeIfAbsent(name, n -> new ArrayList<>(2)).add(line);
    }

    /** A name without 省, 市, 区 and the like, when two characters are left. */
    private static String shortName(String name) {
        for (String suffix : SUFFIXES) {
            if (name.endsWith(suffix) && name.length() >= suffix.length() + 2) {
                return name.substring(0, name.length() - suffix.length());
            }
        }
        return name;
    }

    /** Today's code of the one region a text names, or null. */
    String code(String text, String near) {
        String name = reduced(text);
        if (name.length() > LONGEST) {
            return null;
        }
        Set<String> today = new HashSet<>();
        Set<String> former = new HashSet<>();
        for (int start = Math.max(0, name.length() - longestName); start <= name.length() - 2; start++) {
            String above = name.substring(0, start);
            for (Region line : lines.getOrDefault(name.substring(start), List.of())) {
                if (isAbove(above, line)) {
                    (line.stands() ? today : former).add(regions.today(line));
                }
            }
        }
        return one(today.isEmpty() ? former : today, near);
    }

    private static String one(Set<String> codes, String near) {
        if (codes.size() > 1 && near != null && near.length() == 6) {
            String inPrefecture = near.endsWith("0000") ? null : only(codes, near.substring(0, 4));
            return inPrefecture == null ? only(codes, near.substring(0, 2)) : inPrefecture;
        }
        return only(codes, "");
    }

    private static String only(Set<String> codes, String prefix) {
        String found = null;
        for (String code : codes) {
            if (code.startsWith(prefix)) {
                if (found != null) {
                    return null;
                }
                found = code;
            }
        }
        return found;
    }

    /** Whether a text is nothing, or names the province, the prefecture or both that a line lies or came to lie in. */
    private boolean isAbove(String text, Region line) {
        return text.isEmpty()
                || isAbove(text, line.province(), line.prefecture(), line)
                || (!line.stands() && isAboveToday(text, regions.today(line), line));
    }

    private boolean isAboveToday(String text, String today, Region line) {
        return isAbove(text, today.substring(0, 2) + "0000", today.substring(0, 4) + "00", line);
    }

    private boolean isAbove(String text, String province, String prefecture, Region line) {
        if (line.isProvince()) {
            return false;
        }
        boolean hasPrefecture = !line.code().equals(prefecture);
        if (names(province, text) || (hasPrefecture && names(prefecture, text))) {
            return true;
        }
        for (int split = 2; hasPrefecture && split <= text.length() - 2; split++) {
            if (names(province, text.substring(0, split)) && names(prefecture, text.substring(split))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a name has been one of a code's. */
    private boolean names(String code, String name) {
        for (Region line : lines.getOrDefault(name, List.of())) {
            if (line.code().equals(code)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Where the chain of regions' names that a text begins with ends; at most three, each longer than one character, each
     * within the one before: 济南泰和 is 济南 and no more, for 泰和 lies elsewhere.
     */
    int end(String text) {
        int end = 0;
        List<Region> above = List.of();
        for (int level = 0; level < 3; level++) {
            int next = longestAt(text, end, above);
            if (next == end) {
                break;
            }
            above = lines.get(text.substring(end, next));
            end = next;
        }
        return end;
    }

    private int longestAt(String text, int start, List<Region> above) {
        for (int end = Math.min(text.length(), start + longestName); end >= start + 2; end--) {
            List<Region> named = lines.get(text.substring(start, end));
            if (named != null && (above.isEmpty() || areWithin(named, above))) {
                return end;
            }
        }
        return start;
    }

    /** Whether one of some regions lies or came to lie in one of others. */
    private boolean areWithin(List<Region> inner, List<Region> outer) {
        for (Region region : inner) {
            String today = regions.today(region);
            for (Region above : outer) {
                String code = above.code();
                boolean within = code.equals(region.province())
                        || code.equals(region.prefecture())
                        || code.equals(today.substring(0, 2) + "0000")
                        || code.equals(today.substring(0, 4) + "00");
                if (within && !code.equals(region.code())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A name as departments may write it, without separators between its parts. */
    private static String reduced(String name) {
        StringBuilder reduced = null;
        for (int i = 0; i < name.length(); i++) {
            boolean separates = SEPARATORS.indexOf(name.charAt(i)) >= 0;
            if (separates && reduced == null) {
                reduced = new StringBuilder(name.length()).append(name, 0, i);
            } else if (!separates && reduced != null) {
                reduced.append(name.charAt(i));
            }
        }
        return reduced == null ? name : reduced.toString();
    }
}
