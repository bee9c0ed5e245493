/**
 * Which subjects that bear different keys are one, by probability: the model of Fellegi and Sunter, read from {@code
 * conf/identity}. A subject is a {@linkplain io.creditlake.match.Profiles profile}; profiles that share a {@linkplain
 * io.creditlake.match.Blocks block} are compared; {@linkplain io.creditlake.match.Scores scores} say how probable it is
 * that the two are one, and why. What people have decided of a pair are {@linkplain io.creditlake.match.Judgements
 * judgements}. Knows no table of the lake and no stage.
 */
package io.creditlake.match;
