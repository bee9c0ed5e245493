/**
 * What leaves the lake: publications that {@code conf/publications} describes, with the rows and columns that their
 * readers may see and no others. The rules lie beneath what a publication says, see {@link
 * io.creditlake.publish.view.GuardedTable}, so that no expression in one goes round them.
 */
package io.creditlake.publish.view;
