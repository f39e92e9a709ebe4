package nexus.tunnel;

public record Proxy(int port, String user, nexus.config.Secret password) {}
