package io.creditlake.cli;

/** How something for people and programs is shown; the names are what is typed. */
enum PageFormat {
    text,
    json,
    html
}
