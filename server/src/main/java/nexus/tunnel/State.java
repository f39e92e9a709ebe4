package nexus.tunnel;

public enum State {
    UP,
    DOWN
}
