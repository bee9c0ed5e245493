/** What a record still is on a day: under the law that governs it, and after what was decided about it. */
package io.creditlake.policy.lifecycle;
