/**
 * The report of a night: one HTML page that needs nothing but itself, made of aggregates of one release.
 *
 * <p>{@link io.creditlake.report.ReportQueries} asks, {@link io.creditlake.report.ReportData} holds the answers, {@link
 * io.creditlake.report.ReportPage} lays them out and {@link io.creditlake.report.ReportWriter} puts the page in place.
 */
package io.creditlake.report;
