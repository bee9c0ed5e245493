package io.creditlake.match;

import io.creditlake.lake.TestLake;
import java.util.List;

/** The models that creditlake ships. */
final class Shipped {
    private Shipped() {}

    static Model organisation() {
        List<Model> models = ModelReader.read(TestLake.home().resolve("conf/identity"));
        return models.stream()
                .filter(m -> m.identity().equals("organisation"))
                .findFirst()
                .orElseThrow();
    }
}
