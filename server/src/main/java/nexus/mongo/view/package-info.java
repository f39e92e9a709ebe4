/// What a caller may see of a connection. Knows nothing of callers, nor of the driver.
@NullMarked
package nexus.mongo.view;

import org.jspecify.annotations.NullMarked;
