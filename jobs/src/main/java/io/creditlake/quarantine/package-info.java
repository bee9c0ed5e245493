/**
 * What becomes of refused rows: shown, handed out as they were sent to be corrected, and taken through again. It reads a
 * release and the archive, and writes files: those it is told to, and replays in the landing folder.
 */
package io.creditlake.quarantine;
