/**
 * Random inspections (双随机、一公开): which subjects and which inspectors a campaign draws, by a seed that was committed to
 * before, so that anyone who reads the release can draw again.
 */
package io.creditlake.supervise.draw;
