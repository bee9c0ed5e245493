/** What ties subjects that share no code: judgements of people, and resemblance. Knows Spark, but no table of the lake. */
package io.creditlake.match;
