/** What officials say about warnings, apart from the data: which of them they have taken note of. */
package io.creditlake.warning;
