package io.creditlake.standards;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Sections and divisions of the industries of GB/T 4754, as {@code conf/reference/industries.csv} lists them. */
public final class Industries implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final List<String> COLUMNS = List.of("code", "name", "parent");
    private static final Pattern CODE = Pattern.compile("[A-T]|[A-T]\\d{2}");
    private static final int LONGEST = 5;

    private final Map<String, String> names;
    private final Map<String, String> codes;

    private Industries(Map<String, String> names, Map<String, String> codes) {
        this.names = Map.copyOf(names);
        this.codes = Map.copyOf(codes);
    }

    /**
     * Reads the list.
     *
     * @param file {@code industries.csv}: {@code code,name,parent}, a section {@code I,…,} before its divisions
     *     {@code I65,…,I}
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
            return new Industries(Map.of(), Map.of());
        }
    }

    /** As {@link #load(Path, Problems)}, from a stream; {@code file} names it in messages. */
    public static Industries read(InputStream in, String file, Problems problems) {
        Map<String, String> names = new HashMap<>();
        Map<String, String> codes = new HashMap<>();
        for (ReferenceCsv.Line line : ReferenceCsv.read(in, file, COLUMNS, problems)) {
            String code = line.value(0);
            String section = code.isEmpty() ? "" : code.substring(0, 1);
            if (!CODE.matcher(code).matches()) {
                line.refuse(problems, code, "a letter from A to T, and two digits for a division, such as I65", "");
            } else if (!line.value(2).equals(code.length() == 1 ? "" : section)) {
                line.refuse(problems, "parent " + line.value(2), "the section's letter for a division only", "");
            } else if (code.length() > 1 && !names.containsKey(section)) {
                line.refuse(problems, code, "a line for section " + section + " before it", "");
            } else if (names.put(code, line.value(1)) != null) {
                line.refuse(problems, code + " again", "each code once", "Remove the line");
            } else {
                // 教育 is a section and its only division; the section stands first in the file and stays.
                codes.putIfAbsent(line.value(1), code);
                codes.putIfAbsent(code.length() == 1 ? code : code.substring(1), code);
            }
        }
        return new Industries(names, codes);
    }

    /**
     * The code of the division, a letter and two digits, for any code within it ({@code I65}, {@code 65}, {@code 6510},
     * {@code I6510}) or for its name; the letter alone for a section's letter or name.
     *
     * @return null for blank and unknown texts, and where letter and digits do not belong together
     */
    public String normalise(String text) {
        String code = CodeText.candidate(text);
        if (code == null) {
            return null;
        }
        String known = codes.get(code);
        if (known != null) {
            return known;
        }
        boolean letter = code.charAt(0) >= 'A' && code.charAt(0) <= 'T';
        int start = letter ? 1 : 0;
        boolean shaped = code.length() >= start + 2
                && code.length() < start + LONGEST
                && CodeText.isDigits(code, start, code.length());
        String division = shaped ? codes.get(code.substring(start, start + 2)) : null;
        return division != null && letter && division.charAt(0) != code.charAt(0) ? null : division;
    }

    /** The Chinese name of a normalised code, or null. */
    public String name(String code) {
        return code == null ? null : names.get(code);
    }

    /** Whether a normalised code is in the list. */
    public boolean isKnown(String code) {
        return code != null && names.containsKey(code);
    }
}
