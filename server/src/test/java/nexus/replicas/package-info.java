/// Several replicas behind a balancer without sticky sessions, each a process of its own. A failure here is one that a
/// single server cannot have.
package nexus.replicas;
