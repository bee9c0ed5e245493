package io.creditlake.night;

/**
 * What a checkup found of one thing.
 *
 * @param subject the thing
 * @param good whether it is as it should be
 * @param found what was found
 * @param toDo what to do when it is not good
 */
public record Finding(String subject, boolean good, String found, String toDo) {}
