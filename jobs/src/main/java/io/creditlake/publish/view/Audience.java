package io.creditlake.publish.view;

import io.creditlake.lake.TableContract.Access;
import java.util.Locale;

/** Who may read a publication. */
public enum Audience {
    /** Anybody: what the law lets be shown, and no policy that is internal. */
    PUBLIC,
    /** Departments, cities and the national platform: what the law lets be shared and used. */
    GOVERNMENT;

    /** As files and tables have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it may see a table or column. */
    boolean maySee(Access access) {
        return access == Access.PUBLIC || (access == Access.GOVERNMENT && this == GOVERNMENT);
    }
}
