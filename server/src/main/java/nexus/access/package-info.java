/// Who may call: static bearer tokens. Knows the configuration and what a caller is, nothing of HTTP.
@NullMarked
package nexus.access;

import org.jspecify.annotations.NullMarked;
