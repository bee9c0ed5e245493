/**
 * Drafts the contract of a source nobody has described yet, from its dumps and from what the contracts in
 * {@code schemas} know of headers and columns. Plain Java: no engine is started.
 */
package io.creditlake.infer;
