/**
 * Answers over HTTP what one release says to the public: checks, credit reports, and whether a report is genuine. Knows who
 * asks by keys, and writes down who asked what.
 */
package io.creditlake.serve;
