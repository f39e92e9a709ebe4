/// The benchmark behind `ops/bench backup`: what a dump and a restore cost. It judges nothing.
package nexus.backup.bench;
