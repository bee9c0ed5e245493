/**
 * Keeps the lake small and quick to read without changing what it says: drops old releases, puts small files together,
 * lets go of snapshots that nobody needs, removes files that belong to nothing. Runs while no night does.
 */
package io.creditlake.upkeep;
