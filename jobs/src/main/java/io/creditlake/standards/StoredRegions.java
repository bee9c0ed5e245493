package io.creditlake.standards;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The list of regions on its way to another machine: one text, which a process turns into regions once. */
final class StoredRegions implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final AtomicReference<Made> LAST = new AtomicReference<>();

    private final String text;

    private record Made(String text, Regions regions) {}

    StoredRegions(List<Region> lines) {
        StringBuilder out = new StringBuilder(32 * lines.size());
        for (Region line : lines) {
            out.append(line.code()).append(',').append(line.name()).append(',').append(line.from());
            out.append(',')
                    .append(line.to())
                    .append(',')
                    .append(line.successor())
                    .append('\n');
        }
        this.text = out.toString();
    }

    private Object readResolve() {
        Made last = LAST.get();
        if (last == null || !last.text().equals(text)) {
            last = new Made(text, new Regions(lines()));
            LAST.set(last);
        }
        return last.regions();
    }

    private List<Region> lines() {
        return text.lines()
                .map(line -> line.split(",", -1))
                .map(values -> new Region(
                        values[0], values[1], Integer.parseInt(values[2]), Integer.parseInt(values[3]), values[4]))
                .toList();
    }
}
