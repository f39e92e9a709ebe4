/// Sends the server what no client should send, and holds every answer against what a client may rely on. Each case
/// follows from a seed and its number alone; a failure names both.
package nexus.fuzz;
