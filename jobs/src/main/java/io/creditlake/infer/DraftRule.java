package io.creditlake.infer;

import io.creditlake.contract.SourceContract.Severity;

/**
 * A rule as the draft proposes it.
 *
 * @param name name, unique in the draft
 * @param expression condition over columns of the class
 * @param severity what a breach does
 * @param field column that the message is filed under
 * @param message reason in the language of the department
 * @param evidence why it is proposed
 */
record DraftRule(String name, String expression, Severity severity, String field, String message, String evidence) {}
