package io.creditlake.cli;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a judgement is about, and who judges. */
final class JudgementOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(
            arity = "1..2",
            paramLabel = "CASE|LEFT RIGHT",
            description = "A case of resolve review, or two: each an own key, a code, an exact name or a subject id.")
    private List<String> about;

    @Mixin
    private DecisionOptions decision;

    /** Refuses what is neither a case nor two. */
    void check() {
        if (about.size() > 2) {
            throw new ParameterException(command.commandLine(), "CASE or LEFT RIGHT, not " + about.size() + " words");
        }
        if (about.size() == 1 && !about.get(0).matches("\\d{1,19}")) {
            throw new ParameterException(
                    command.commandLine(), "a case has a number, see resolve review; else name two: LEFT RIGHT");
        }
    }

    /** The case, when one was named. */
    OptionalLong caseId() {
        try {
            return about.size() == 1 ? OptionalLong.of(Long.parseLong(about.get(0))) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            throw new ParameterException(command.commandLine(), "a case_id is not greater than " + Long.MAX_VALUE, e);
        }
    }

    String left() {
        return about.get(0);
    }

    String right() {
        return about.get(1);
    }

    String by() {
        return decision.by();
    }

    String note() {
        return decision.note();
    }

    Optional<LocalDate> date() {
        return decision.date();
    }
}
