/// The images and the compose file, run in Docker. `ops/check` builds the images and names their tag.
package nexus.images;
