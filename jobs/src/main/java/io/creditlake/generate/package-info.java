/**
 * A synthetic province with known truth: subjects, what happened to them, and the dumps in which departments would tell
 * it, dirt included. Nobody in it exists. Everything follows from a seed.
 */
package io.creditlake.generate;
