/**
 * The standards a value is brought to: identifiers, names, regions, dates, money, document numbers and working days.
 * Pure functions on text, without Spark: null gives null, no text makes them throw, and whatever they return they
 * return again when given it.
 */
package io.creditlake.standards;
