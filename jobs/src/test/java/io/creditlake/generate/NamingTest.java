package io.creditlake.generate;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.creditlake.standards.OrganisationName;
import io.creditlake.standards.Uscc;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However badly a row names its subject, the truth knows who it is. */
class NamingTest {
    private static final List<String> CODES = List.of("uscc", "org_code", "reg_no", "tax_no", "person_token");

    @TempDir
    private static Path folder;

    private static final Map<String, NamedCsvRecord> subjects = new HashMap<>();
    private static final List<Told> rows = new ArrayList<>();

    /** A row as it stands in its file, with what the truth says of it. */
    private record Told(String subject, Set<String> slips, Map<String, String> cells) {
        String name() {
            return OrganisationName.normalise(cells.get("subject_name"));
        }

        boolean isNamed(String name) {
            return name.equals(name());
        }

        boolean hasCode() {
            return CODES.stream()
                    .map(code -> cells.getOrDefault(code, ""))
                    .anyMatch(code -> !code.isEmpty() && !Uscc.isMasked(code));
        }
    }

    @BeforeAll
    static void generate() {
        Province province = Province.generate(
                Province.options(folder).withSubjects(2500).withDirt(0).withIdentityDirt(0.25));
        province.subjects().forEach(s -> subjects.put(s.getField("subject"), s));
        tell(province);
    }

    private static void tell(Province province) {
        Map<String, Dumps> dumps = new HashMap<>();
        LocalDate date = province.dates().get(0);
        for (NamedCsvRecord row : province.rows(date)) {
            Map<String, String> cells = dumps.computeIfAbsent(row.getField("source"), s -> province.dumps(s, date))
                    .files()
                    .get(row.getField("file"))
                    .get(Integer.parseInt(row.getField("row_number")) - 1);
            if (row.getField("subject").startsWith("S")) {
                rows.add(new Told(
                        row.getField("subject"), Set.of(row.getField("slips").split(" ")), cells));
            }
        }
    }

    private static List<Told> rows(String slip) {
        return rows.stream().filter(row -> row.slips().contains(slip)).toList();
    }

    private static String of(Told row, String column) {
        return subjects.get(row.subject()).getField(column);
    }

    private static List<NamedCsvRecord> subjectsWith(String column) {
        return subjects.values().stream()
                .filter(s -> !s.getField(column).isEmpty())
                .toList();
    }

    private static Predicate<Told> tellsOf(NamedCsvRecord subject) {
        return row -> row.subject().equals(subject.getField("subject"));
    }

    @Test
    void everySlipIsMade() {
        Set<String> made = rows.stream().flatMap(row -> row.slips().stream()).collect(Collectors.toSet());

        made.remove("");
        assertThat(made)
                .containsExactlyInAnyOrder(
                        "former_name",
                        "former_representative",
                        "typo",
                        "no_region",
                        "other_region",
                        "short_form",
                        "name_with_former",
                        "missing_code",
                        "masked_code",
                        "missing_representative");
    }

    @Test
    void aRowWithoutSlipsNamesItsSubjectRightly() {
        for (Told row : rows("")) {
            assertThat(row.isNamed(of(row, "name"))).as("%s", row).isTrue();
            assertThat(row.hasCode()).as("%s", row).isTrue();
        }
    }

    @Test
    void bothNamesOfARenamedSubjectLeadToIt() {
        int both = 0;
        for (NamedCsvRecord subject : subjectsWith("former_name")) {
            Set<String> names =
                    rows.stream().filter(tellsOf(subject)).map(Told::name).collect(Collectors.toSet());
            both += names.containsAll(Set.of(subject.getField("name"), subject.getField("former_name"))) ? 1 : 0;
            Set<String> told = rows.stream()
                    .filter(row -> row.isNamed(subject.getField("former_name")))
                    .map(Told::subject)
                    .collect(Collectors.toSet());
            assertThat(told).as("%s", subject).isSubsetOf(subject.getField("subject"));
        }
        assertThat(both).isGreaterThan(50);
    }

    @Test
    void theFormerNameNotedBehindANameIsTheSubjectsOwn() {
        assertThat(rows("name_with_former")).hasSizeGreaterThan(10).allSatisfy(row -> {
            assertThat(row.name())
                    .startsWith(of(row, "name") + "（")
                    .containsPattern("原|曾用名：")
                    .endsWith(of(row, "former_name") + "）");
        });
    }

    @Test
    void aBranchIsASubjectOfItsOwnThatBearsItsParentsName() {
        List<NamedCsvRecord> branches = subjectsWith("parent");

        assertThat(branches).hasSizeGreaterThan(100);
        int sameRepresentative = 0;
        for (NamedCsvRecord branch : branches) {
            NamedCsvRecord parent = subjects.get(branch.getField("parent"));
            assertThat(branch.getField("name")).startsWith(parent.getField("name"));
            assertThat(branch.getField("org_code")).isNotEqualTo(parent.getField("org_code"));
            sameRepresentative += branch.getField("person").equals(parent.getField("person")) ? 1 : 0;
            assertThat(rows)
                    .filteredOn(row -> row.isNamed(branch.getField("name")))
                    .allMatch(tellsOf(branch));
        }
        assertThat(sameRepresentative).isBetween(branches.size() / 4, branches.size() * 3 / 4);
    }

    @Test
    void twinsShareTradeNameAndTradeAcrossPrefecturesAndAreToldOfByNameAlone() {
        List<NamedCsvRecord> twins = subjectsWith("twin");

        assertThat(twins).hasSizeGreaterThan(50);
        for (NamedCsvRecord twin : twins) {
            NamedCsvRecord other = subjects.get(twin.getField("twin"));
            assertThat(twin.getField("industry")).isEqualTo(other.getField("industry"));
            assertThat(twin.getField("region").substring(0, 4))
                    .isNotEqualTo(other.getField("region").substring(0, 4));
        }
        assertThat(rows("missing_code"))
                .filteredOn(row -> !of(row, "twin").isEmpty())
                .isNotEmpty();
    }

    @Test
    void aMaskedCodeIsTheSubjectsAndTheOnlyOne() {
        assertThat(rows("masked_code")).hasSizeGreaterThan(50).allSatisfy(row -> {
            String mask = row.cells().get("uscc");
            assertThat(of(row, "uscc")).matches(mask.replace('*', '.'));
            assertThat(row.hasCode()).isFalse();
        });
    }

    @Test
    void aTypoIsSmallAndStaysWhenNamesAreNormalised() {
        assertThat(rows("typo")).hasSizeGreaterThan(50).allSatisfy(row -> {
            String sent = row.cells().get("subject_name");
            String right = row.slips().contains("former_name") ? of(row, "former_name") : of(row, "name");
            assertThat(OrganisationName.normalise(sent)).isEqualTo(sent);
            assertThat(sent).isNotEqualTo(right).hasSizeBetween(right.length() - 1, right.length());
            assertThat(lettersIn(sent, right)).isGreaterThanOrEqualTo(right.length() - 1);
        });
    }

    /** How many characters two texts share, wherever they stand. */
    private static int lettersIn(String text, String other) {
        StringBuilder rest = new StringBuilder(other);
        int shared = 0;
        for (int i = 0; i < text.length(); i++) {
            int at = rest.indexOf(text.substring(i, i + 1));
            if (at >= 0) {
                rest.deleteCharAt(at);
                shared++;
            }
        }
        return shared;
    }

    @Test
    void withoutIdentityDirtNobodyIsEasilyTakenForAnother() {
        Province plain = Province.generate(
                Province.options(folder.resolve("plain")).withSubjects(500).withIdentityDirt(0));

        assertThat(plain.subjects())
                .allMatch(s -> (s.getField("parent") + s.getField("twin") + s.getField("former_name")).isEmpty());
        Set<String> slips = new HashSet<>();
        plain.rows(Province.START).forEach(row -> slips.add(row.getField("slips")));
        assertThat(slips).containsExactlyInAnyOrder("", "missing_code");
    }
}
