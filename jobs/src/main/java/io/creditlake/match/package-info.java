/** What ties subjects that share no code: judgements of people, and similarity. Knows Spark, but no table of the lake. */
package io.creditlake.match;
