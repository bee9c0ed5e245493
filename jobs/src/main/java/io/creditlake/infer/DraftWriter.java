package io.creditlake.infer;

import io.creditlake.contract.SourceContract.Format;
import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.contract.SourceContract.Severity;
import io.creditlake.contract.Standard;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a draft as the YAML of a source contract, with the evidence as comments. */
final class DraftWriter {
    private final StringBuilder out = new StringBuilder();
    private final Draft draft;

    DraftWriter(Draft draft) {
        this.draft = draft;
    }

    String write() {
        draft.remarks().forEach(r -> line("# " + Yaml.oneLine(r)));
        line("apiVersion: v3.1.0");
        line("kind: DataContract");
        line("id: creditlake.source." + draft.source());
        line("name: " + draft.source());
        line("version: 1.0.0");
        line("status: draft");
        line("customProperties:");
        line("  - {property: department, value: " + Yaml.scalar(draft.department()) + "}");
        line("  - {property: departmentRegion, value: \"" + draft.departmentRegion() + "\"}"
                + (draft.regionEvidence().isEmpty() ? "" : "   # " + draft.regionEvidence()));
        line("  - {property: recordClass, value: " + draft.recordClass() + "}");
        draft.lateAfterWorkingDays()
                .ifPresent(days -> line("  - {property: lateAfterWorkingDays, value: " + days + "}"));
        line("  - property: formats");
        line("    value:");
        draft.formats().forEach(f -> line("      - {" + format(f) + "}"));
        line("schema:");
        line("  - name: " + draft.recordClass());
        line("    physicalName: " + draft.recordClass());
        line("    physicalType: file");
        line("    businessName: " + Yaml.scalar(draft.label()));
        line("    properties:");
        draft.fields().forEach(this::field);
        if (!draft.rules().isEmpty()) {
            line("    quality:");
            draft.rules().forEach(this::rule);
        }
        return out.toString();
    }

    private static String format(Format format) {
        StringBuilder text = new StringBuilder("files: \"" + format.files() + "\", kind: " + key(format.kind()));
        if (!format.charsets().isEmpty()) {
            text.append(", charsets: [")
                    .append(String.join(", ", format.charsets()))
                    .append(']');
        }
        if (format.kind() == Kind.CSV) {
            text.append(", separator: ").append(Yaml.quoted(String.valueOf(format.separator())));
        }
        if (!format.rows().isEmpty()) {
            text.append(", rows: ").append(Yaml.quoted(format.rows()));
        }
        return text.toString();
    }

    private void field(DraftField field) {
        field.evidence().forEach(e -> line("      # " + Yaml.oneLine(e)));
        line("      - name: " + Yaml.scalar(field.name()));
        field.headers().stream().findFirst().ifPresent(h -> line("        physicalName: " + Yaml.scalar(h)));
        line("        businessName: " + Yaml.scalar(field.label()));
        line("        logicalType: " + field.logicalType());
        if (field.required()) {
            line("        required: true");
        }
        if (field.personal()) {
            line("        classification: personal");
        }
        int before = out.length();
        line("        customProperties:");
        int start = out.length();
        properties(field);
        if (out.length() == start) {
            out.setLength(before);
        }
    }

    private void properties(DraftField field) {
        String more = field.headers().stream()
                .skip(1)
                .filter(h -> !h.equals(field.label()))
                .map(Yaml::scalar)
                .collect(Collectors.joining(", "));
        if (!more.isEmpty()) {
            property("headers", "[" + more + "]");
        }
        if (!field.kept()) {
            property("keep", "false");
            return;
        }
        if (field.standard() != Standard.TEXT) {
            property("standard", field.standard().key());
        }
        field.otherwise().ifPresent(o -> property("otherwise", Yaml.scalar(o)));
        field.missing().ifPresent(s -> property("missing", key(s)));
        field.check().ifPresent(s -> property("check", key(s)));
        if (!field.codes().isEmpty()) {
            line("          - property: codes");
            line("            value: " + codes(field.codes()));
        }
        field.minimum().ifPresent(m -> property("minimum", bound(m)));
        field.maximum().ifPresent(m -> property("maximum", bound(m)));
        field.maxLength().ifPresent(m -> property("maxLength", String.valueOf(m)));
    }

    private static String bound(String text) {
        return text.matches("\\d{4}-.*") ? "\"" + text + "\"" : text;
    }

    private static String codes(Map<String, String> codes) {
        return codes.entrySet().stream()
                .map(e -> Yaml.scalar(e.getKey()) + ": " + Yaml.scalar(e.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private void property(String name, String value) {
        line("          - {property: " + name + ", value: " + value + "}");
    }

    private void rule(DraftRule rule) {
        line("      # " + Yaml.oneLine(rule.evidence()));
        line("      - name: " + rule.name());
        line("        type: custom");
        line("        engine: creditlake");
        line("        implementation: " + Yaml.scalar(rule.expression()));
        line("        severity: " + key(rule.severity()));
        line("        description: " + Yaml.scalar(rule.message()));
        line("        customProperties:");
        line("          - {property: field, value: " + rule.field() + "}");
    }

    private static String key(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private static String key(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
