/** What those who get files from the lake say about them. */
package io.creditlake.exchange;
