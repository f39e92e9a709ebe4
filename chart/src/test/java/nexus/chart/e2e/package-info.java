/// The chart and the images on a real cluster: the one of KUBECONFIG, whatever it is. Each test has a namespace of its
/// own
/// in which only restricted pods may run.
package nexus.chart.e2e;
