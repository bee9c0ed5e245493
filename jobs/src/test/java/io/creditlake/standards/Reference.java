package io.creditlake.standards;

import java.nio.file.Path;

/** The reference lists that creditlake ships. */
final class Reference {
    private Reference() {}

    static Path file(String name) {
        return Path.of(System.getProperty("creditlake.home", ".."), "conf", "reference", name);
    }
}
