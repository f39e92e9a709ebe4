package nexus.mongo;

import java.util.List;
import java.util.Optional;

/// What came of a read.
public sealed interface Answer {
    /// Documents that were found.
    ///
    /// @param json    a JSON array, `[{…},…]`, in relaxed Extended JSON: UTF-8 bytes in pieces, never changed after
    /// @param count   how many documents it holds
    /// @param hasMore whether there are more that match
    /// @param notes   sentences on what was cut, which cap bit and how to go on
    /// @param next    where the next page begins, if there is one: holds values of documents, so seal it
    record Documents(List<byte[]> json, int count, boolean hasMore, List<String> notes, Optional<String> next)
            implements Answer {
        public Documents {
            json = List.copyOf(json);
            notes = List.copyOf(notes);
        }

        /// The same documents with another text that leads to the next page.
        public Documents leadingTo(Optional<String> other) {
            return new Documents(json, count, hasMore, notes, other);
        }
    }

    /// How many documents match.
    record Count(long count, List<String> notes) implements Answer {
        public Count {
            notes = List.copyOf(notes);
        }
    }

    /// The databases that can be read, by name.
    record Databases(List<Database> databases) implements Answer {
        public Databases {
            databases = List.copyOf(databases);
        }
    }

    /// The collections of a database, by name.
    record Collections(List<Collection> collections) implements Answer {
        public Collections {
            collections = List.copyOf(collections);
        }
    }

    /// What the documents of a collection look like, from a sample.
    ///
    /// @param json    UTF-8 bytes of a JSON object; never changed after
    /// @param fields  dotted names of the fields found, most frequent first
    /// @param sampled how many documents were looked at
    @SuppressWarnings("ArrayRecordComponent") // JSON crosses rooms without a copy
    record Schema(byte[] json, List<String> fields, int sampled) implements Answer {
        public Schema {
            fields = List.copyOf(fields);
        }
    }

    /// The indexes of a collection.
    ///
    /// @param json UTF-8 bytes of a JSON array; never changed after
    @SuppressWarnings("ArrayRecordComponent") // as Schema
    record Indexes(byte[] json, int count) implements Answer {}

    /// Things of another kind than documents: values of a field, lines of a log, operations at work.
    ///
    /// @param name  what they are together, such as `values`
    /// @param items a JSON array of them, and what there is to tell about it
    record Listed(String name, Documents items) implements Answer {}

    /// What a server tells about a query, a collection, a database.
    ///
    /// @param summary one short sentence
    /// @param json    UTF-8 bytes of a JSON object that is not empty; never changed after
    @SuppressWarnings("ArrayRecordComponent") // as Schema
    record Facts(String summary, byte[] json, List<String> notes) implements Answer {
        public Facts {
            notes = List.copyOf(notes);
        }
    }

    /// The query is at fault, and whoever asked can mend it.
    ///
    /// @param reason a sentence that says what to change
    record Refused(String reason) implements Answer {}

    /// The database, or the way to it, is at fault.
    ///
    /// @param reason a sentence without addresses or passwords
    record Failed(String reason) implements Answer {}

    /// A database that can be read.
    ///
    /// @param bytes size on disk
    /// @param empty whether it holds no data
    record Database(String name, long bytes, boolean empty) {}

    /// A collection or view.
    ///
    /// @param type `collection`, `view` or `timeseries`
    record Collection(String name, String type) {}
}
