/**
 * What must hold of a night before readers see it: {@code conf/audits.yaml} read, run, and noted in {@code ops.audit}.
 */
package io.creditlake.publish.audit;
