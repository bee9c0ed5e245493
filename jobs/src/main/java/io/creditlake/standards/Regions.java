package io.creditlake.standards;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import io.creditlake.standards.ReferenceCsv.Line;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Administrative regions by the codes of GB/T 2260, today's and abolished ones, as {@code conf/reference/regions.csv}
 * lists them.
 */
public final class Regions implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int LENGTH = 6;

    private final transient List<Region> lines;
    /** The line that counts today of every code, which is its last. */
    private final transient Map<String, Region> byCode;
    /** Today's code of every code. */
    private final transient Map<String, String> current;

    private final transient Map<String, List<Region>> before;
    private transient volatile RegionNames names;

    Regions(List<Region> lines) {
        this.lines = List.copyOf(lines);
        this.byCode = new HashMap<>(2 * lines.size());
        this.before = new HashMap<>();
        for (Region line : lines) {
            Region other = byCode.get(line.code());
            Region last = other == null || isAfter(line, other) ? line : other;
            byCode.put(line.code(), last);
            if (other != null) {
                before.computeIfAbsent(line.code(), c -> new ArrayList<>()).add(last.equals(line) ? other : line);
            }
        }
        this.current = new HashMap<>(2 * byCode.size());
        byCode.values().forEach(region -> current.put(region.code(), today(region)));
    }

    private static boolean isAfter(Region line, Region other) {
        return line.stands() || (!other.stands() && line.to() > other.to());
    }

    /**
     * Reads the list.
     *
     * @param file {@code regions.csv}: {@code code,name,valid_from,valid_to,successor}
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
            return new Regions(List.of());
        }
    }

    /** As {@link #load(Path, Problems)}, from a stream; {@code file} names it in messages. */
    public static Regions read(InputStream in, String file, Problems problems) {
        List<Region> regions = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        for (Line line : ReferenceCsv.read(in, file, Region.COLUMNS, problems)) {
            Region region = Region.of(line, problems);
            if (region != null) {
                regions.add(region);
                lines.add(line);
            }
        }
        return new RegionLinks(regions).hold(lines, problems) ? new Regions(regions) : new Regions(List.of());
    }

    /**
     * Today's six-digit code for a code or a name.
     *
     * <p>Codes may have more digits ({@code 370102001}, 12 digits), of which the first six count. An abolished code gives
     * its successor, and where it has no single one, the prefecture. A county not in the list, such as a development
     * zone that has a code of its own, gives its prefecture, and where that is not in the list, its province: see
     * {@link #isKnown} to tell.
     *
     * <p>Names may be full (山东省济南市历下区), begin lower (济南市历下区, 历下区), lack 省, 市 or 区 (济南) and be former ones. A name
     * that several regions bear, such as 市中区, is no answer without its prefecture. A name of today goes before a
     * former one.
     *
     * @return null for blank and unknown texts and for ambiguous names
     */
    public String normalise(String codeOrName) {
        return normalise(codeOrName, null);
    }

    /**
     * As {@link #normalise(String)}, where a name that several regions bear means the one nearest to another region: the
     * only one in its prefecture, else the only one in its province.
     *
     * @param near six digits, such as the region of the department that wrote the name; may be null
     */
    public String normalise(String codeOrName, String near) {
        if (codeOrName == null) {
            return null;
        }
        String today = current.get(codeOrName);
        if (today != null) {
            return today;
        }
        String text = CodeText.candidate(codeOrName);
        if (text == null) {
            return null;
        }
        if (isCode(text)) {
            return ofCode(text.length() > LENGTH ? text.substring(0, LENGTH) : (text + "0000").substring(0, LENGTH));
        }
        return names().code(text, near);
    }

    /**
     * Today's code of what a code or a name meant in a year: {@code 372602} was 新汶市 in 1982 and 莱芜市 in 1985. A code
     * that was none then is taken as of today.
     *
     * @return null as for {@link #normalise(String)}
     */
    public String normaliseAsOf(String code, int year) {
        String text = CodeText.candidate(code);
        if (text != null && isCode(text) && text.length() >= LENGTH) {
            for (Region line : before.getOrDefault(text.substring(0, LENGTH), List.of())) {
                if (line.heldIn(year)) {
                    return today(line);
                }
            }
        }
        return normalise(code);
    }

    private static boolean isCode(String text) {
        int length = text.length();
        return (length == 2 || length == 4 || length == LENGTH || length == 9 || length == 12)
                && CodeText.isDigits(text, 0, length);
    }

    private String ofCode(String code) {
        String today = current.get(code);
        today = today == null ? current.get(code.substring(0, 4) + "00") : today;
        return today == null ? current.get(code.substring(0, 2) + "0000") : today;
    }

    /** The code of today that a line leads to; where it leads to several, the region above them. */
    String today(Region line) {
        Region region = line;
        while (!region.stands() && !region.successor().equals(Region.NO_SUCCESSOR)) {
            Region next = byCode.get(region.successor());
            if (next.equals(region)) {
                break;
            }
            region = next;
        }
        if (region.stands() || region.isProvince()) {
            return region.code();
        }
        Region prefecture = byCode.get(region.prefecture());
        return prefecture == null || prefecture.equals(region) ? region.province() : today(prefecture);
    }

    private Object writeReplace() {
        return StoredList.ofRegions(lines);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("regions travel as StoredList");
    }

    private RegionNames names() {
        RegionNames made = names;
        if (made == null) {
            // Two threads may both make it: it is the same.
            made = new RegionNames(this, lines);
            names = made;
        }
        return made;
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

    /** Where the name of a region that a text begins with ends, such as 4 for 山东济南某某有限公司; 0 when none does. */
    public int endOfName(String text) {
        return names().end(text);
    }

    /** The codes of all provinces and prefectures that stand, ascending. */
    public List<String> aboveCounties() {
        return byCode.values().stream()
                .filter(r -> r.stands() && r.code().endsWith("00"))
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
        return isKnown(code) && byCode.get(code).stands();
    }

    /** Whether a code is abolished and the region it meant was divided, or no single successor is known. */
    public boolean hasNoSingleSuccessor(String code) {
        Region region = code == null ? null : byCode.get(code);
        while (region != null && !region.stands() && !region.successor().equals(Region.NO_SUCCESSOR)) {
            region = byCode.get(region.successor());
        }
        return region != null && !region.stands();
    }
}
