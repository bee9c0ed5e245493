package io.creditlake.standards;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The names under which regions are written, each with the one code it means. */
final class RegionNames {
    private static final String[] SUFFIXES = {"特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "地区", "省", "市", "区", "县"};

    private final Map<String, Region> regions;
    private final Map<String, String> codes = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();

    RegionNames(Map<String, Region> regions) {
        this.regions = regions;
        for (Region region : regions.values()) {
            String today = today(region);
            for (String name : spellings(region)) {
                String other = codes.putIfAbsent(name, today);
                if (other != null && !other.equals(today)) {
                    ambiguous.add(name);
                }
            }
        }
        codes.keySet().removeAll(ambiguous);
    }

    Map<String, String> codes() {
        return codes;
    }

    /** A name as departments may write it, without separators between its parts. */
    static String reduced(String name) {
        String reduced = name;
        for (String separator : new String[] {"/", "·", ",", "，", "、", "\\", ">", "_"}) {
            reduced = reduced.replace(separator, "");
        }
        return reduced;
    }

    private String today(Region region) {
        Region today = region;
        while (!today.successor().isEmpty()) {
            today = regions.get(today.successor());
        }
        return today.code();
    }

    /** Own name and short name, alone and behind each chain of the regions above it. */
    private Set<String> spellings(Region region) {
        Set<String> spellings = new HashSet<>();
        add(spellings, "", region.name());
        Set<String> above = new HashSet<>();
        Region parent = regions.get(region.parent());
        while (parent != null) {
            Set<String> longer = new HashSet<>(above);
            longer.add(parent.name());
            for (String prefix : above) {
                longer.add(parent.name() + prefix);
            }
            above = longer;
            parent = regions.get(parent.parent());
        }
        above.forEach(prefix -> add(spellings, prefix, region.name()));
        return spellings;
    }

    private static void add(Set<String> spellings, String prefix, String name) {
        spellings.add(prefix + name);
        for (String suffix : SUFFIXES) {
            if (name.endsWith(suffix) && name.length() >= suffix.length() + 2) {
                spellings.add(prefix + name.substring(0, name.length() - suffix.length()));
                return;
            }
        }
    }
}
