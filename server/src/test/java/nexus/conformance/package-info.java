/// The official conformance suite and the published schemas against the server, which offers here what the suite asks
/// for. None of it is in the product.
package nexus.conformance;
