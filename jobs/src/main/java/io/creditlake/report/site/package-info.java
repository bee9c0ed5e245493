/**
 * The pages beside the night's: departments, cities, grades, warnings, draws, policies and the catalogue of data. Each
 * kind of page is a class that asks for what it shows and lays it out; {@link io.creditlake.report.site.SiteWriter} puts
 * all of them in place at once. Pages run no script and load nothing.
 */
package io.creditlake.report.site;
