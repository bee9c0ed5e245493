package io.creditlake.night;

import io.creditlake.config.Settings;
import io.creditlake.lake.ContentHash;
import io.creditlake.lake.TableContracts;
import java.util.Optional;

/** What a release holds, read as everybody reads it. */
final class ReleasedContent {
    private ReleasedContent() {}

    /** The content of a release; of the current one when it is not named. */
    static ContentHash of(Settings settings, Optional<String> release) {
        try (ReleaseReader reader = ReleaseReader.open(settings, release)) {
            return ContentHash.of(
                    reader.release().orElseThrow(),
                    reader.spark(),
                    TableContracts.load(settings.folders().schemas()));
        }
    }
}
