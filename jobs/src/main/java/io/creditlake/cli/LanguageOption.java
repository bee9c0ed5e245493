package io.creditlake.cli;

import io.creditlake.report.Language;
import java.util.Locale;
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

    /** The same for texts that Java's bundles hold. */
    Locale locale() {
        return choice == Choice.en ? Locale.ENGLISH : Locale.CHINESE;
    }

    Language language() {
        return choice == Choice.en ? Language.EN : Language.ZH;
    }
}
