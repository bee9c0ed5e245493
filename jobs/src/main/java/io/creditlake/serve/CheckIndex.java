package io.creditlake.serve;

import io.creditlake.standards.OrganisationName;
import io.creditlake.standards.PersonalCode;
import io.creditlake.standards.TypedCode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.Platform;

/**
 * What a check needs of every subject of a release that is no natural person, in memory: codes and names as 64-bit hashes,
 * grades as one number for each combination that occurs. {@link CheckIndexReader} fills it; then threads may share it.
 */
final class CheckIndex {
    /** Seeds keep codes and names apart. */
    private static final long CODE = 1;

    private static final long NAME = 2;
    /** In the place of a subject: several bear the code or name. */
    private static final long DISPUTED = -1;

    private final LongTable bearers = new LongTable();
    /** By subject: the number of its grades in {@link #given}. */
    private final LongTable subjects = new LongTable();

    private final LongTable merges = new LongTable();
    private final List<List<Given>> given = new ArrayList<>(List.of(List.of()));
    private final Map<Step, Integer> steps = new HashMap<>();
    private final Map<Long, List<Listed>> lists = new HashMap<>();
    private final Set<Long> serious = new HashSet<>();

    /** A grade under a public policy. */
    record Given(String policy, String title, String version, String grade) {}

    /** A list that a subject is on. */
    record Listed(String list, String title, String colour, Optional<LocalDate> startsOn) {}

    private record Step(int before, Given grade) {}

    /** What a text leads to. */
    enum Outcome {
        /** One subject. */
        FOUND,
        /** Nobody. */
        NOBODY,
        /** Several subjects. */
        DISPUTED,
        /** A number of a natural person. */
        PERSON
    }

    /**
     * What a text leads to.
     *
     * @param outcome in a word
     * @param subjectId the subject, when one is found; else 0
     */
    record Search(Outcome outcome, long subjectId) {
        static Search of(Outcome outcome) {
            return new Search(outcome, 0);
        }
    }

    /** Finds who bears a code or name now or did once, or has an id. */
    Search find(String text) {
        if (PersonalCode.isPersonal(text)) {
            return Search.of(Outcome.PERSON);
        }
        Set<Long> ids = new TreeSet<>();
        TypedCode.readings(text).forEach(code -> ids.add(bearers.get(hash(code, CODE))));
        String name = OrganisationName.key(text);
        if (name != null) {
            ids.add(bearers.get(hash(name, NAME)));
        }
        if (text.matches("[1-9]\\d{0,18}")) {
            // More than 63 bits become a negative number, which no subject has.
            ids.add(standing(new BigInteger(text).longValue()));
        }
        ids.remove(LongTable.FREE);
        if (ids.isEmpty()) {
            return Search.of(Outcome.NOBODY);
        }
        return ids.size() > 1 || ids.contains(DISPUTED)
                ? Search.of(Outcome.DISPUTED)
                : new Search(Outcome.FOUND, ids.iterator().next());
    }

    /** The subject of an id, or what it became in a merge. */
    private long standing(long id) {
        long now = id;
        for (int i = 0; i < merges.size() && !subjects.has(now) && merges.has(now); i++) {
            now = merges.get(now);
        }
        return subjects.has(now) ? now : LongTable.FREE;
    }

    List<Given> grades(long subjectId) {
        return given.get((int) subjects.get(subjectId));
    }

    List<Listed> lists(long subjectId) {
        return lists.getOrDefault(subjectId, List.of());
    }

    boolean hasSeriousRecords(long subjectId) {
        return serious.contains(subjectId);
    }

    int size() {
        return subjects.size();
    }

    boolean knows(long subjectId) {
        return subjects.has(subjectId);
    }

    void addSubject(long subjectId) {
        subjects.put(subjectId, 0);
    }

    void addMerge(long from, long into) {
        merges.put(from, into);
    }

    void addCode(String code, long subjectId) {
        add(hash(code, CODE), subjectId);
    }

    void addName(String key, long subjectId) {
        add(hash(key, NAME), subjectId);
    }

    private synchronized void add(long hash, long subjectId) {
        if (subjects.has(subjectId)) {
            long before = bearers.get(hash);
            bearers.put(hash, before == LongTable.FREE || before == subjectId ? subjectId : DISPUTED);
        }
    }

    /** Adds a grade of a subject; one thread does. */
    void addGrade(long subjectId, Given grade) {
        if (!subjects.has(subjectId)) {
            return;
        }
        int before = (int) subjects.get(subjectId);
        int after = steps.computeIfAbsent(new Step(before, grade), step -> {
            List<Given> grades = new ArrayList<>(given.get(before));
            grades.add(grade);
            grades.sort((a, b) -> a.policy().compareTo(b.policy()));
            given.add(List.copyOf(grades));
            return given.size() - 1;
        });
        subjects.put(subjectId, after);
    }

    /** Adds a list that a subject is on; one thread does. */
    void addListed(long subjectId, Listed listed) {
        if (subjects.has(subjectId)) {
            lists.computeIfAbsent(subjectId, id -> new ArrayList<>()).add(listed);
        }
    }

    synchronized void addSerious(long subjectId) {
        if (subjects.has(subjectId)) {
            serious.add(subjectId);
        }
    }

    private static long hash(String text, long seed) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long hash = XXH64.hashUnsafeBytes(bytes, Platform.BYTE_ARRAY_OFFSET, bytes.length, seed);
        return hash == LongTable.FREE ? 0 : hash;
    }
}
