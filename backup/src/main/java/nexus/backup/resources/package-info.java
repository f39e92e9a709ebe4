/// The objects of a Kubernetes namespace: what of them is saved, in which form and order, and how they come back.
/// Knows nothing of MongoDB.
@NullMarked
package nexus.backup.resources;

import org.jspecify.annotations.NullMarked;
