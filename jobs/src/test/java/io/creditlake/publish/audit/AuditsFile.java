package io.creditlake.publish.audit;

import io.creditlake.config.Settings;
import io.creditlake.config.SettingsLoader;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import io.creditlake.policy.Policies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Files of audits that a test writes, each with the project's settings beside it. */
record AuditsFile(Path folder, Settings settings, SourceContracts sources, Policies policies) {
    /** What a file says, checked, under options of a run. */
    Audits load(String yaml, Map<String, String> options) {
        try {
            Path conf = Files.createTempDirectory(folder, "conf");
            for (String name : List.of("creditlake.yaml", "profiles/embedded.yaml")) {
                Files.createDirectories(conf.resolve(name).getParent());
                Files.copy(TestLake.home().resolve("conf").resolve(name), conf.resolve(name));
            }
            Files.writeString(conf.resolve("audits.yaml"), "audits:\n" + yaml);
            Settings.Folders at = settings.folders();
            Settings own =
                    SettingsLoader.load(new Settings.Folders(at.lake(), at.landing(), conf, at.schemas()), options);
            Audits audits = Audits.load(own, TableContracts.load(at.schemas()), sources, policies);
            audits.checkQueries(own);
            return audits;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One audit, {@code it}, that withholds. */
    static String one(String check, String... more) {
        return "  - id: it\n    check: " + check + "\n    severity: withhold\n"
                + Stream.of(more).map(line -> "    " + line + "\n").reduce("", String::concat);
    }
}
