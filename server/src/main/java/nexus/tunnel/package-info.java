@org.jspecify.annotations.NullMarked
package nexus.tunnel;
