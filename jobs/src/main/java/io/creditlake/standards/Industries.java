package io.creditlake.standards;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The industries of GB/T 4754 in their four levels, as {@code conf/reference/industries.csv} lists them: sections (门类,
 * {@code C}), divisions (大类, {@code C26}), groups (中类, {@code C265}) and classes (小类, {@code C2651}). The code of
 * what is above is the beginning of a code.
 */
public final class Industries implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final List<String> COLUMNS = List.of("code", "name", "parent");
    private static final Pattern CODE = Pattern.compile("[A-T](\\d{2,4})?");
    private static final int DIVISION_DIGITS = 2;
    private static final int CLASS_DIGITS = 4;

    /** Code to name. */
    private final transient Map<String, String> names;
    /** What else stands for a code: its name, and of a division the digits alone. */
    private final transient Map<String, String> codes;

    /** Of codes with their names, each behind what it lies in. */
    Industries(SortedMap<String, String> names) {
        Map<String, String> others = new HashMap<>();
        names.forEach((code, name) -> {
            // What bears the name of something above it (教育 is P and P83) comes second.
            others.putIfAbsent(CodeText.candidate(name), code);
            if (code.length() == 1 + DIVISION_DIGITS) {
                others.put(code.substring(1), code);
            }
        });
        this.names = Map.copyOf(names);
        this.codes = Map.copyOf(others);
    }

    /**
     * Reads the list.
     *
     * @param file {@code industries.csv}: {@code code,name,parent}, what is above before what is in it: {@code I,…,}
     *     before {@code I65,…,I} before {@code I651,…,I65} before {@code I6511,…,I651}
     * @throws ConfigurationException with every mistake of the file
     */
    public static Industries load(Path file) {
        Problems problems = new Problems();
        Industries industries = load(file, problems);
        problems.throwIfAny();
        return industries;
    }

    /** As {@link #load(Path)}, with mistakes put into {@code problems} and the list made of the rest. */
    public static Industries load(Path file, Problems problems) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString(), problems);
        } catch (IOException e) {
            problems.add(new Problem(file.toString(), 0, "no readable file", "the list of industries", "Check --conf"));
            return new Industries(new TreeMap<>());
        }
    }

    /** As {@link #load(Path, Problems)}, from a stream; {@code file} names it in messages. */
    public static Industries read(InputStream in, String file, Problems problems) {
        SortedMap<String, String> names = new TreeMap<>();
        for (ReferenceCsv.Line line : ReferenceCsv.read(in, file, COLUMNS, problems)) {
            String code = line.value(0);
            String name = line.value(1);
            String above = above(code);
            if (!CODE.matcher(code).matches()) {
                line.refuse(problems, code, "a letter from A to T, and two to four digits, such as I65 or I6511", "");
            } else if (CodeText.candidate(name) == null) {
                line.refuse(problems, "name " + name, "a name", "");
            } else if (!line.value(2).equals(above)) {
                line.refuse(problems, "parent " + line.value(2), "parent " + above, "A code begins with its parent's");
            } else if (!above.isEmpty() && !names.containsKey(above)) {
                line.refuse(problems, code, "a line for " + above + " before it", "");
            } else if (names.put(code, name) != null) {
                line.refuse(problems, code + " again", "each code once", "Remove the line");
            }
        }
        return new Industries(names);
    }

    private static String above(String code) {
        int length = code.length() == 1 + DIVISION_DIGITS ? 1 : Math.max(0, code.length() - 1);
        return code.substring(0, length);
    }

    /**
     * The code with its letter ({@code C}, {@code C26}, {@code C265}, {@code C2651}) of a code with or without it
     * ({@code 2651}) or of a name. A code that the list lacks, as one of another edition, gives the nearest above it in
     * the list: {@code 6510} gives {@code I651}. A name that stands at several levels, as that of a group with but one
     * class, gives the highest: 中成药生产 is {@code C274}, not {@code C2740}.
     *
     * @return null for blank and unknown texts, and where letter and digits do not belong together
     */
    public String normalise(String text) {
        String candidate = CodeText.candidate(text);
        if (candidate == null || names.containsKey(candidate)) {
            return candidate;
        }
        String known = codes.get(candidate);
        return known != null ? known : nearest(candidate);
    }

    private String nearest(String candidate) {
        boolean letter = candidate.charAt(0) >= 'A' && candidate.charAt(0) <= 'T';
        String digits = candidate.substring(letter ? 1 : 0);
        boolean shaped = digits.length() >= DIVISION_DIGITS
                && digits.length() <= CLASS_DIGITS
                && CodeText.isDigits(digits, 0, digits.length());
        String division = shaped ? codes.get(digits.substring(0, DIVISION_DIGITS)) : null;
        if (division == null || (letter && division.charAt(0) != candidate.charAt(0))) {
            return null;
        }
        String code = division.charAt(0) + digits;
        while (!names.containsKey(code)) {
            code = above(code);
        }
        return code;
    }

    /** The sections: letter to Chinese name. */
    public SortedMap<String, String> sections() {
        SortedMap<String, String> sections = new TreeMap<>(names);
        sections.keySet().removeIf(code -> code.length() > 1);
        return sections;
    }

    /** The Chinese name of a normalised code, or null. */
    public String name(String code) {
        return code == null ? null : names.get(code);
    }

    /** The code of what a normalised code lies in: {@code C265} of {@code C2651}; null for sections and unknown codes. */
    public String parent(String code) {
        return !isKnown(code) || code.length() == 1 ? null : above(code);
    }

    /** Whether a normalised code is in the list. */
    public boolean isKnown(String code) {
        return code != null && names.containsKey(code);
    }

    private Object writeReplace() {
        return StoredList.ofIndustries(names);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("industries travel as StoredList");
    }
}
