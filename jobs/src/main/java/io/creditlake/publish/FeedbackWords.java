package io.creditlake.publish;

import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.Replay;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What feedback calls things: in the words of the contracts, or of the departments. */
final class FeedbackWords {
    /** Rules that every contract has; those of its own are told by the message. */
    private static final Map<String, String> RULES = Map.ofEntries(
            Map.entry("required", "必填"),
            Map.entry("check_digit", "校验码"),
            Map.entry("format", "格式"),
            Map.entry("region", "行政区划"),
            Map.entry("code_set", "约定取值"),
            Map.entry("minimum", "最小值"),
            Map.entry("maximum", "最大值"),
            Map.entry("min_length", "最短长度"),
            Map.entry("max_length", "最大长度"),
            Map.entry("pattern", "约定格式"),
            Map.entry("row_shape", "行的列数或格式"),
            Map.entry("delivery_refused", "整批拒收"));

    private static final Map<String, String> STATES = Map.of(
            "standardised", "已处理",
            "refused", "整批拒收",
            "repeated", "与此前报送相同",
            "unchanged", "无变化",
            "missing", "应报未报");

    private final Map<String, SourceContract> contracts;

    FeedbackWords(SourceContracts contracts) {
        this.contracts =
                contracts.all().stream().collect(Collectors.toMap(SourceContract::source, Function.identity()));
    }

    String source(String source) {
        return Optional.ofNullable(contracts.get(source))
                .map(SourceContract::label)
                .orElse(source);
    }

    /** The field of a contract; empty for the row as a whole. */
    String field(String source, String field) {
        return field == null
                ? ""
                : Optional.ofNullable(contracts.get(source))
                        .flatMap(contract -> contract.field(field))
                        .map(Field::label)
                        .orElse(field);
    }

    String rule(String rule) {
        return RULES.getOrDefault(rule, rule);
    }

    String state(FileOutcome file) {
        String state = STATES.getOrDefault(file.status(), file.status());
        return Replay.isReplay(file.file()) ? "重新处理：" + state : state;
    }

    /** What the department is asked to do; empty for nothing. */
    String request(FileOutcome file) {
        if (Replay.isReplay(file.file())) {
            return file.rows().quarantined() > 0 ? "此前退回的行经平台重新处理仍不合格，请按明细改正后重新报送" : "";
        }
        return switch (file.status()) {
            case "refused" -> "请按说明改正后整批重新报送";
            case "missing" -> "请尽快补报";
            default ->
                file.rows().quarantined() > 0 ? "请按明细改正退回的 " + file.rows().quarantined() + " 行后重新报送" : "";
        };
    }
}
