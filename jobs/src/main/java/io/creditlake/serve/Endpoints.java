package io.creditlake.serve;

import io.creditlake.report.Language;
import io.creditlake.report.credit.CreditReport;
import io.creditlake.report.credit.CreditReportJson;
import io.creditlake.report.credit.CreditReportPage;
import io.creditlake.report.credit.CreditReportPdf;
import io.creditlake.report.credit.CreditReports;
import io.creditlake.report.credit.Json;
import io.creditlake.report.credit.ReportCheck;
import io.creditlake.report.credit.ReportKey;
import io.creditlake.report.credit.Seal;
import io.creditlake.serve.CheckIndex.Search;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the service says of subjects. */
final class Endpoints {
    private static final int LONGEST = 200;

    private final CreditReports reports;
    private final CheckIndex index;
    private final ReportCheck check;
    private final ReportKey key;

    Endpoints(CreditReports reports, CheckIndex index, ReportCheck check, ReportKey key) {
        this.reports = reports;
        this.index = index;
        this.check = check;
        this.key = key;
    }

    /** 信用核查: grades, lists and whether there are serious records. */
    Answer check(Optional<String> subject) {
        if (subject.isEmpty() || subject.get().length() > LONGEST) {
            return Answer.problem(
                    400, "No subject", "Give subject=, a code or an exact name of at most 200 characters.");
        }
        Search search = index.find(subject.get());
        return refusal(search, subject.get()).orElseGet(() -> Answer.json(Json.compact(checked(search.subjectId())))
                .about(search.subjectId()));
    }

    private Map<String, Object> checked(long subjectId) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("release", reports.tables().release().name());
        answer.put("date", reports.tables().release().runDate());
        answer.put("subject_id", subjectId);
        answer.put(
                "grades",
                index.grades(subjectId).stream()
                        .map(g -> {
                            Map<String, Object> grade = new LinkedHashMap<>();
                            grade.put("policy", g.policy());
                            grade.put("title", g.title());
                            grade.put("version", g.version());
                            grade.put("grade", g.grade());
                            return grade;
                        })
                        .toList());
        answer.put(
                "lists",
                index.lists(subjectId).stream()
                        .map(l -> {
                            Map<String, Object> list = new LinkedHashMap<>();
                            list.put("list", l.list());
                            list.put("title", l.title());
                            list.put("colour", l.colour());
                            list.put("starts_on", l.startsOn());
                            return list;
                        })
                        .toList());
        answer.put("serious_records", index.hasSeriousRecords(subjectId));
        return answer;
    }

    /** The report of a subject. */
    Answer report(String subject, ReportType type, Language language) {
        if (subject.isBlank() || subject.length() > LONGEST) {
            return Answer.problem(
                    400, "No subject", "The path names a code or an exact name of at most 200 characters.");
        }
        Search search = index.find(subject);
        Optional<Answer> refusal = refusal(search, subject);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<CreditReport> report = reports.of(search.subjectId());
        return report.map(r -> written(r, type, language).about(search.subjectId()))
                .orElseGet(() -> nobody(subject));
    }

    private Answer written(CreditReport report, ReportType type, Language language) {
        Seal seal = Seal.of(report, key);
        return switch (type) {
            case HTML ->
                Answer.of(
                        type.media(),
                        CreditReportPage.of(report, seal, language).getBytes(StandardCharsets.UTF_8));
            case PDF -> Answer.of(type.media(), pdf(report, seal, language));
            case JSON -> Answer.json(CreditReportJson.of(report, seal));
        };
    }

    private byte[] pdf(CreditReport report, Seal seal, Language language) {
        try {
            return CreditReportPdf.of(report, seal, language, reports.settings());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a report is genuine. */
    Answer verify(Optional<String> number, Optional<String> code) {
        if (number.isEmpty() || code.isEmpty()) {
            return Answer.problem(400, "No number or no code", "Give number= and code=, as they stand on the report.");
        }
        ReportCheck.Outcome outcome = check.of(number.get(), code.get(), reports);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("genuine", outcome.genuine());
        if (outcome.genuine()) {
            LocalDate date = outcome.date();
            answer.put("release", "release-" + date);
            answer.put("date", date);
            answer.put("content", outcome.content().name().toLowerCase(Locale.ROOT));
        }
        return Answer.json(Json.compact(answer));
    }

    /** The night of the release that is served. */
    LocalDate runDate() {
        return reports.tables().release().runDate();
    }

    Answer healthz() {
        return Answer.json(Json.compact(
                Map.of("status", "ok", "release", reports.tables().release().name())));
    }

    private static Optional<Answer> refusal(Search search, String typed) {
        return switch (search.outcome()) {
            case FOUND -> Optional.empty();
            case NOBODY -> Optional.of(nobody(typed));
            case DISPUTED ->
                Optional.of(Answer.problem(
                                409,
                                "Several subjects",
                                "Several subjects bear this name or code: ask by another code.")
                        .about(AuditLog.masked(typed)));
            case PERSON ->
                Optional.of(Answer.problem(422, "A natural person", "There are no answers about natural persons.")
                        .about("a person's number"));
        };
    }

    /** The same whether the release does not know the name or it is a natural person's. */
    private static Answer nobody(String typed) {
        return Answer.problem(404, "Nobody", "Nobody in this release has that code or exact name.")
                .about(AuditLog.masked(typed));
    }

    /** The languages of pages. */
    static Language language(Optional<String> wanted) {
        return wanted.filter(List.of("en")::contains).isPresent() ? Language.EN : Language.ZH;
    }
}
