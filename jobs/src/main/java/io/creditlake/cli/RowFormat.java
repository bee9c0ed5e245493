package io.creditlake.cli;

/** How rows are printed; the names are what is typed. */
enum RowFormat {
    table,
    csv,
    json
}
