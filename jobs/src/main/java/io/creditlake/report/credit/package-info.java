/**
 * The credit report of one subject: read from a release through Iceberg without an engine, as a page, a PDF or JSON, with
 * a code by which it can be checked.
 */
package io.creditlake.report.credit;
