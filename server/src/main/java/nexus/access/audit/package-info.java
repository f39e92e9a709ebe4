/// Who did what: one line of JSON for each call, never what was in it. Knows the calls of the protocol and nothing of
/// HTTP or MongoDB.
@NullMarked
package nexus.access.audit;

import org.jspecify.annotations.NullMarked;
