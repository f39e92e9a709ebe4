/// The commands of an operator beside the server.
@NullMarked
package nexus.command;

import org.jspecify.annotations.NullMarked;
