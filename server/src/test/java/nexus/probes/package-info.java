/// What other servers for MongoDB were found to get wrong, tried on this one: each test names what a peer did, and
/// holds the safe answer.
package nexus.probes;
