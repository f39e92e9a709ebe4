/// The HTTP side: routes, guards, status codes. Knows messages as bytes and nothing of MongoDB or SSH.
@NullMarked
package nexus.http;

import org.jspecify.annotations.NullMarked;
