package io.creditlake.report.site;

import io.creditlake.report.Chapter;

/**
 * A page of the site.
 *
 * @param chapter where it stands in the navigation
 * @param file its file without the ending that the language gives it
 * @param title its title
 * @param body markup below the title
 */
record Page(Chapter chapter, String file, String title, String body) {
    /** The page that a chapter begins with. */
    static Page of(Chapter chapter, Words words, String... body) {
        return new Page(chapter, chapter.key(), words.text(chapter.key() + ".page"), String.join("", body));
    }
}
