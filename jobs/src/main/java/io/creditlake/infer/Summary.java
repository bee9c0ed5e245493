package io.creditlake.infer;

import io.creditlake.contract.SourceContract.Format;
import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.infer.DraftField.Certainty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says what was found out, and what a person has to look at. */
final class Summary {
    private Summary() {}

    /** What was seen of the files and of the class. */
    static List<String> remarks(SourceProfile profile, ClassChoice choice, List<ClassChoice> ranked, boolean told) {
        List<String> remarks = new ArrayList<>();
        profile.files().forEach(f -> remarks.add(describe(f)));
        String next = ranked.stream()
                .filter(c -> !c.recordClass().equals(choice.recordClass()))
                .findFirst()
                .map(c -> "; next is " + c.recordClass() + " (" + score(c) + ")")
                .orElse("");
        remarks.add(
                "record class " + choice.recordClass() + (told ? ", as told (" : " (") + score(choice) + ")" + next);
        return remarks;
    }

    private static String score(ClassChoice choice) {
        return Content.percent(choice.score());
    }

    private static String describe(Written file) {
        Format format = file.format();
        String charset = file.charset().isEmpty() ? "" : " in " + file.charset();
        String rows = format.rows().isEmpty() ? "" : ", rows at " + format.rows();
        String how = how(format) + charset + rows;
        String header = hasHeader(format.kind())
                ? ", header in row " + (file.titles() + 1)
                        + (file.columns().stream().anyMatch(c -> c.names().size() > 1) ? " and the next" : "")
                : "";
        return String.format(
                Locale.ROOT,
                "%s: %s%s, %,d rows, %d columns%s",
                file.name(),
                how,
                header,
                file.tables().rows(),
                file.columns().size(),
                file.tables().note().isEmpty() ? "" : "; " + file.tables().note());
    }

    private static String how(Format format) {
        return switch (format.kind()) {
            case CSV -> "text separated by " + Yaml.quoted(String.valueOf(format.separator()));
            case XLSX, XLS -> format.kind().name().toLowerCase(Locale.ROOT) + " workbook";
            case JSONL -> "JSON lines";
            case JSON -> "JSON";
            case XML -> "XML";
            case PARQUET -> "Parquet";
        };
    }

    private static boolean hasHeader(Kind kind) {
        return kind == Kind.CSV || kind == Kind.XLSX || kind == Kind.XLS;
    }

    /**
     * The summary of a draft.
     *
     * @param missing columns of the class's key that the source lacks
     * @param departmentUnknown whether the department is still to be named
     */
    static List<String> of(Draft draft, List<String> missing, boolean departmentUnknown) {
        List<String> lines = new ArrayList<>(draft.remarks());
        lines.add(String.format(
                Locale.ROOT,
                "%d fields are sure, %d are guesses to look at, %d are known and not kept, %d are unknown and not kept",
                count(draft, Certainty.SURE),
                count(draft, Certainty.GUESS),
                count(draft, Certainty.KNOWN_NOT_KEPT),
                count(draft, Certainty.UNKNOWN)));
        draft.fields().stream()
                .filter(f -> f.certainty() == Certainty.GUESS)
                .forEach(f -> lines.add("  guess    " + f.headers().get(0) + " → " + f.name() + " ("
                        + f.standard().key() + "): " + f.evidence().get(0)));
        draft.fields().stream()
                .filter(f -> f.certainty() == Certainty.NOT_SENT)
                .forEach(f ->
                        lines.add("  guess    " + f.name() + ": " + f.evidence().get(0)));
        draft.fields().stream()
                .filter(f -> f.certainty() == Certainty.UNKNOWN)
                .forEach(f -> lines.add("  unknown  " + f.headers().get(0) + ": "
                        + f.evidence().get(0).replaceFirst("^known to no contract of the class, so not kept; ", "")));
        if (!missing.isEmpty()) {
            lines.add("No column was found for " + String.join(", ", missing) + ", which the key of record."
                    + draft.recordClass() + " has");
        }
        if (departmentUnknown) {
            lines.add("The department is not told by the files: put its name in the place of " + draft.department()
                    + ", or give --department");
        }
        return lines;
    }

    private static long count(Draft draft, Certainty certainty) {
        return draft.fields().stream().filter(f -> f.certainty() == certainty).count();
    }
}
