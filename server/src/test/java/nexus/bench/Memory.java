package nexus.bench;

import java.io.IOException;

/// What a server keeps in memory.
///
/// @param heapBytes     that are reachable
/// @param residentBytes of the process
record Memory(long heapBytes, long residentBytes) {
    /// After a collection, so that what is only not collected yet does not count.
    static Memory of(Child server) throws IOException, InterruptedException {
        long heap = server.liveHeapBytes();
        return new Memory(heap, Math.round(server.residentMegabytes() * 1e6));
    }
}
