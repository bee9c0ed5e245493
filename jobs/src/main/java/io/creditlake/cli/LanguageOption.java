package io.creditlake.cli;

import io.creditlake.report.Language;
import picocli.CommandLine.Option;

/** The language of a page or an explanation. */
final class LanguageOption {
    @Option(
            names = "--lang",
            paramLabel = "zh|en",
            defaultValue = "zh",
            description = "Language: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Choice choice;

    enum Choice {
        zh,
        en
    }

    Language language() {
        return choice == Choice.en ? Language.EN : Language.ZH;
    }
}
