/// Who may call: by static bearer tokens, tokens of an issuer, or client certificates. Knows the configuration and what
/// a caller is, nothing of HTTP.
@NullMarked
package nexus.access;

import org.jspecify.annotations.NullMarked;
