package io.creditlake.generate;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.util.Locale;

/** The file {@code _truth/subjects.csv}: every subject of the world, with the person who stands for it, what it was before
 * and whom it is easily taken for. */
final class Census {
    private Census() {}

    static void write(GenerateOptions options, World world) throws IOException {
        try (CsvWriter out = Truth.writer(options.truth().resolve("subjects.csv"))) {
            out.writeRecord(
                    "subject",
                    "first_date",
                    "kind",
                    "name",
                    "uscc",
                    "org_code",
                    "reg_no",
                    "tax_no",
                    "region",
                    "industry",
                    "person",
                    "person_name",
                    "person_number",
                    "parent",
                    "twin",
                    "former_name",
                    "renamed_on",
                    "former_person_name",
                    "replaced_on");
            for (long index = 0; index < options.subjectsBy(options.nights()); index++) {
                Subject subject = world.subject(index);
                Past past = subject.past();
                out.writeRecord(
                        subject.key(),
                        options.date(subject.night()).toString(),
                        subject.kind().name().toLowerCase(Locale.ROOT),
                        subject.name(),
                        subject.uscc(),
                        subject.organisationCode(),
                        subject.registrationNumber(),
                        subject.taxNumber(),
                        subject.place().code(),
                        subject.trade().industry(),
                        subject.representative().key(),
                        subject.representative().name(),
                        subject.representative().citizenNumber(),
                        subject.relation().parent(),
                        subject.relation().twin(),
                        past.name() == null ? "" : past.name().text(),
                        Rendering.kept(past.renamedOn()),
                        Rendering.kept(past.representative()),
                        Rendering.kept(past.replacedOn()));
            }
        }
    }
}
