/// Access tokens of an OAuth 2.1 issuer. Knows the configuration, nothing of callers, rights or HTTP servers.
@NullMarked
package nexus.access.oauth;

import org.jspecify.annotations.NullMarked;
