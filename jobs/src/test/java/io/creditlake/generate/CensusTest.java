package io.creditlake.generate;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.creditlake.standards.CitizenNumber;
import io.creditlake.standards.OrganisationCode;
import io.creditlake.standards.Uscc;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The subjects of the world are told apart by name and code, and each is told of. */
class CensusTest {
    @TempDir
    private static Path folder;

    private static Province province;

    @BeforeAll
    static void generate() {
        province = Province.generate(Province.options(folder).withSubjects(1500).withNights(Province.START, 4));
    }

    @Test
    void subjectsDifferInNameAndCode() {
        List<NamedCsvRecord> subjects = province.subjects();

        assertThat(subjects).hasSize(1500 + 3 * 3);
        assertThat(subjects).extracting(s -> s.getField("name")).doesNotHaveDuplicates();
        assertThat(subjects).extracting(s -> s.getField("uscc")).doesNotHaveDuplicates();
        assertThat(subjects)
                .extracting(s -> s.getField("person"), s -> s.getField("person_number"))
                .satisfies(people -> assertThat(Set.copyOf(people))
                        .extracting(p -> p.toList().get(1))
                        .doesNotHaveDuplicates());
        assertThat(subjects).allMatch(s -> Uscc.isValid(s.getField("uscc")));
        assertThat(subjects).allMatch(s -> OrganisationCode.isValid(s.getField("org_code")));
        assertThat(subjects).allMatch(s -> CitizenNumber.isValid(s.getField("person_number")));
        assertThat(subjects)
                .noneMatch(s -> Kept.REGIONS.isKnown(s.getField("person_number").substring(0, 6)));
        assertThat(subjects).allMatch(s -> Kept.REGIONS.isCurrent(s.getField("region")));
    }

    @Test
    void everySubjectIsToldOf() {
        Set<String> told = new HashSet<>();
        for (LocalDate date : province.dates()) {
            province.rows(date).forEach(r -> told.add(r.getField("subject")));
        }
        assertThat(told)
                .containsAll(province.subjects().stream()
                        .map(s -> s.getField("subject"))
                        .toList());
    }
}
