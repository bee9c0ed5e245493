/**
 * How long things are kept, as {@code conf/retention.yaml} says, and what a night does about what is due: it erases it
 * from the release that it makes and says so in {@code ops.erasure}. That it goes from the disk too is upkeep's.
 */
package io.creditlake.retention;
