@org.jspecify.annotations.NullMarked
package nexus.embedded;
