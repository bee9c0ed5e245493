/** What pages of HTML are made of: plain Java, no stage. */
package io.creditlake.html;
