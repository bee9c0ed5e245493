package io.creditlake.standards;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import io.creditlake.standards.ReferenceCsv.Line;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Administrative regions by the codes of GB/T 2260, today's and abolished ones, as {@code conf/reference/regions.csv}
 * lists them.
 */
public final class Regions implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int LENGTH = 6;

    private final Map<String, Region> byCode;
    private final Map<String, String> byName;

    private Regions(Map<String, Region> byCode) {
        this.byCode = Map.copyOf(byCode);
        this.byName = Map.copyOf(new RegionNames(byCode).codes());
    }

    /**
     * Reads the list.
     *
     * @param file {@code regions.csv}: {@code code,name,parent,valid_from,valid_to,successor}
     * @throws ConfigurationException with every mistake of the file
     */
    public static Regions load(Path file) {
        Problems problems = new Problems();
        Regions regions = load(file, problems);
        problems.throwIfAny();
        return regions;
    }

    /** As {@link #load(Path)}, with mistakes put into {@code problems}; the list is then of no use. */
    public static Regions load(Path file, Problems problems) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString(), problems);
        } catch (IOException e) {
            problems.add(new Problem(file.toString(), 0, "no readable file", "the list of regions", "Check --conf"));
            return new Regions(Map.of());
        }
    }

    /** As {@link #load(Path, Problems)}, from a stream; {@code file} names it in messages. */
    public static Regions read(InputStream in, String file, Problems problems) {
        Map<String, Region> regions = new HashMap<>();
        Map<String, Line> lines = new LinkedHashMap<>();
        for (Line line : ReferenceCsv.read(in, file, Region.COLUMNS, problems)) {
            Region region = Region.of(line, problems);
            if (region != null && regions.putIfAbsent(region.code(), region) != null) {
                line.refuse(problems, region.code() + " again", "each code once", "Remove the line");
            } else if (region != null) {
                lines.put(region.code(), line);
            }
        }
        boolean whole = true;
        for (Map.Entry<String, Line> entry : lines.entrySet()) {
            whole &= regions.get(entry.getKey()).refersWithin(regions, entry.getValue(), problems);
        }
        return new Regions(whole ? regions : Map.of());
    }

    /**
     * Today's six-digit code for a code or a name.
     *
     * <p>Codes may have more digits ({@code 370102001}, 12 digits), of which the first six count. An abolished code gives
     * its successor. A county not in the list, such as a development zone that has a code of its own, gives its
     * prefecture, and where that is not in the list, its province: see {@link #isKnown} to tell.
     *
     * <p>Names may be full (山东省济南市历下区), begin lower (济南市历下区, 历下区) and lack 省, 市 or 区 (济南). A name that several
     * regions bear, such as 市中区, is no answer without its prefecture.
     *
     * @return null for blank and unknown texts and for ambiguous names
     */
    public String normalise(String codeOrName) {
        if (codeOrName == null) {
            return null;
        }
        Region region = byCode.get(codeOrName);
        if (region != null) {
            return current(region);
        }
        String text = CodeText.candidate(codeOrName);
        if (text == null) {
            return null;
        }
        int length = text.length();
        boolean isCode = (length == 2 || length == 4 || length == LENGTH || length == 9 || length == 12)
                && CodeText.isDigits(text, 0, length);
        return isCode ? ofCode((text + "0000").substring(0, LENGTH)) : byName.get(RegionNames.reduced(text));
    }

    private String ofCode(String code) {
        Region region = byCode.get(code);
        if (region == null) {
            region = byCode.get(code.substring(0, 4) + "00");
        }
        if (region == null) {
            region = byCode.get(code.substring(0, 2) + "0000");
        }
        return region == null ? null : current(region);
    }

    private String current(Region region) {
        Region current = region;
        while (!current.successor().isEmpty()) {
            current = byCode.get(current.successor());
        }
        return current.code();
    }

    /** The name of a six-digit code, today's or abolished, or null. */
    public String name(String code) {
        Region region = code == null ? null : byCode.get(code);
        return region == null ? null : region.name();
    }

    /** The code of the prefecture a six-digit code lies in ({@code 370102} → {@code 370100}), or null for other texts. */
    public String prefecture(String code) {
        boolean shaped = code != null && code.length() == LENGTH && CodeText.isDigits(code, 0, LENGTH);
        return shaped ? code.substring(0, 4) + "00" : null;
    }

    /** The codes of all provinces and prefectures that stand, ascending. */
    public List<String> aboveCounties() {
        return byCode.values().stream()
                .filter(r -> r.successor().isEmpty() && r.code().endsWith("00"))
                .map(Region::code)
                .sorted()
                .toList();
    }

    /** Whether a six-digit code is in the list, today's or abolished. */
    public boolean isKnown(String code) {
        return code != null && byCode.containsKey(code);
    }

    /** Whether a six-digit code is in the list and not abolished. */
    public boolean isCurrent(String code) {
        return isKnown(code) && byCode.get(code).successor().isEmpty();
    }
}
