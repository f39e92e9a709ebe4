package nexus.tunnel;

public record Target(String host, int port) {}
