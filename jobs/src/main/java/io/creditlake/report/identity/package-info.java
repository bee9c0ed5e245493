/** Why records belong to a subject: gathered from a release, said as text, as JSON and as a page that loads nothing. */
package io.creditlake.report.identity;
