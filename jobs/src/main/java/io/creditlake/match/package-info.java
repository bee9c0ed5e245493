/**
 * What ties subjects that share no code: judgements of people, and resemblance by the models of {@code conf/identity}.
 * Knows Spark, but no table of the lake.
 */
package io.creditlake.match;
