package io.creditlake.cli;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.lake.TableContracts;
import io.creditlake.report.credit.CreditReport;
import io.creditlake.report.credit.CreditReportJson;
import io.creditlake.report.credit.CreditReportPage;
import io.creditlake.report.credit.CreditReportPdf;
import io.creditlake.report.credit.CreditReports;
import io.creditlake.report.credit.ReportKey;
import io.creditlake.report.credit.Seal;
import io.creditlake.report.credit.SubjectFinder.Found;
import io.creditlake.report.credit.SubjectFinder.Search;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "subject",
        mixinStandardHelpOptions = true,
        description = "The credit report of one subject that is no natural person: what a release says of it to the"
                + " public. Starts no engine.")
final class ReportSubjectCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "SUBJECT", description = "Any code of the subject, or its exact name.")
    private String subject;

    @Option(names = "--release", paramLabel = "NAME", description = "The release (default: the current one).")
    private String release;

    @Option(
            names = "--format",
            paramLabel = "html|pdf|json",
            defaultValue = "html",
            description = "A page, a document, or for programs (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to write it (default: standard output).")
    private Path output;

    @Mixin
    private LanguageOption language;

    enum Format {
        html,
        pdf,
        json
    }

    @Override
    public Integer call() throws IOException {
        Settings settings = common.settings();
        ReportKey key = ReportKey.load(settings);
        TableContracts contracts = TableContracts.load(common.schemas());
        try (CreditReports reports = CreditReports.open(settings, contracts, Optional.ofNullable(release))) {
            CreditReport report = reports.of(one(reports.find(subject))).orElseThrow(ReportSubjectCommand::notFound);
            Seal seal = Seal.of(report, key);
            write(
                    switch (format) {
                        case html ->
                            CreditReportPage.of(report, seal, language.language())
                                    .getBytes(StandardCharsets.UTF_8);
                        case pdf -> CreditReportPdf.of(report, seal, language.language(), reports.settings());
                        case json -> (CreditReportJson.of(report, seal) + "\n").getBytes(StandardCharsets.UTF_8);
                    });
        }
        return 0;
    }

    private void write(byte[] bytes) throws IOException {
        if (output == null) {
            System.out.write(bytes);
            System.out.flush();
            return;
        }
        try {
            Files.write(output, bytes);
        } catch (IOException e) {
            throw ConfigurationException.of("--output " + output, "no file that can be written", "a file", "");
        }
    }

    private static long one(Search search) {
        if (search.person()) {
            throw ConfigurationException.of(
                    "SUBJECT",
                    "a natural person",
                    "an enterprise, individual business, social organisation or institution",
                    "There are no credit reports of natural persons");
        }
        if (search.subjects().size() > 1) {
            throw ConfigurationException.of(
                    "SUBJECT",
                    search.subjects().size() + " subjects that bear this name or code",
                    "one of their codes: "
                            + search.subjects().stream()
                                    .limit(20)
                                    .map(f -> f.code().orElse("subject " + f.id()))
                                    .collect(Collectors.joining(", ")),
                    "");
        }
        return search.subjects().stream().findFirst().map(Found::id).orElseThrow(ReportSubjectCommand::notFound);
    }

    /** What was asked for is not repeated: it may be a person's number. */
    private static ConfigurationException notFound() {
        return ConfigurationException.of(
                "SUBJECT",
                "nobody in this release by that code or name",
                "a USCC, organisation code, registration number, taxpayer number, subject id, or an exact name",
                "Look it up: creditlake sql \"SELECT name, uscc FROM subject.subject WHERE name LIKE '%…%'\"");
    }
}
