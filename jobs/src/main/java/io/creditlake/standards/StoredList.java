package io.creditlake.standards;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A reference list on its way to another machine: one text, which a process turns into the list once. */
final class StoredList implements Serializable {
    private static final long serialVersionUID = 1L;
    /** What this process made last of each kind. */
    private static final Map<Kind, Made> LAST = new ConcurrentHashMap<>();

    private final Kind kind;
    private final String text;

    private StoredList(Kind kind, String text) {
        this.kind = kind;
        this.text = text;
    }

    private enum Kind {
        REGIONS,
        INDUSTRIES
    }

    private record Made(String text, Object list) {}

    static StoredList ofRegions(List<Region> lines) {
        StringBuilder out = new StringBuilder(32 * lines.size());
        for (Region line : lines) {
            out.append(line.code()).append(',').append(line.name()).append(',').append(line.from());
            out.append(',')
                    .append(line.to())
                    .append(',')
                    .append(line.successor())
                    .append('\n');
        }
        return new StoredList(Kind.REGIONS, out.toString());
    }

    /** Of codes with their names; in the order of the codes each stands behind what it lies in. */
    static StoredList ofIndustries(Map<String, String> names) {
        return new StoredList(
                Kind.INDUSTRIES,
                new TreeMap<>(names)
                        .entrySet().stream()
                                .map(line -> line.getKey() + "," + line.getValue() + "\n")
                                .collect(Collectors.joining()));
    }

    private Object readResolve() {
        Made last = LAST.get(kind);
        if (last == null || !last.text().equals(text)) {
            last = new Made(text, kind == Kind.REGIONS ? regions(text) : industries(text));
            LAST.put(kind, last);
        }
        return last.list();
    }

    private static Regions regions(String text) {
        return new Regions(text.lines()
                .map(line -> line.split(",", -1))
                .map(values -> new Region(
                        values[0], values[1], Integer.parseInt(values[2]), Integer.parseInt(values[3]), values[4]))
                .toList());
    }

    private static Industries industries(String text) {
        SortedMap<String, String> names = new TreeMap<>();
        text.lines()
                .forEach(
                        line -> names.put(line.substring(0, line.indexOf(',')), line.substring(line.indexOf(',') + 1)));
        return new Industries(names);
    }
}
