package nexus.tunnel;

public record Status(State state, String reason) {}
