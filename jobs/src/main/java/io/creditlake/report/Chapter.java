package io.creditlake.report;

import java.util.Locale;

/** What the report site tells of, in the order of its navigation. */
public enum Chapter {
    /** The report of the night itself. */
    NIGHT,
    /** What departments sent. */
    DEPARTMENTS,
    /** Records and grades by city. */
    CITIES,
    /** Grades of everybody. */
    GRADES,
    /** Warnings. */
    WARNINGS,
    /** Inspections drawn. */
    DRAWS,
    /** Files for readers outside of the lake. */
    PUBLICATIONS,
    /** The policies in force. */
    POLICIES,
    /** Tables and sources. */
    CATALOGUE;

    /** Key of its words, and name of its page without the ending; the night's page is called after its release. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
