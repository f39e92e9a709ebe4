package nexus.fuzz;

/// A request that is right, from which wrong ones are made.
///
/// @param name   what it is, for failures
/// @param status of its answer
record Seed(String name, Request request, int status) {
    @Override
    public String toString() {
        return name;
    }
}
