/**
 * How much two values of one kind are alike. A value is first made {@linkplain
 * io.creditlake.standards.compare.Comparables comparable}, once; then it is held against others many times by its
 * {@linkplain io.creditlake.standards.compare.Kind kind}, which says at which of a few levels the two agree. Pure functions
 * on text, without Spark: whatever the texts, nothing is thrown, and the order of the two does not matter.
 */
package io.creditlake.standards.compare;
