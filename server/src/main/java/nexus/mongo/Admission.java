package nexus.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import java.util.Optional;
import nexus.config.Trial;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/// Tries out the user of a connection: whether a server takes it, and what it may do there.
///
/// @param credential of the uri
/// @param isTls      whether TLS is spoken
record Admission(MongoClient client, Optional<MongoCredential> credential, boolean isTls, Trial trial) {
    private static final int UNAUTHORIZED = 13;

    /// Reports the user, then lets the members be reported, then reports the rights.
    void examine(Runnable members) {
        BsonDocument status;
        try {
            status = admin(
                    new BsonDocument("connectionStatus", new BsonInt32(1)).append("showPrivileges", BsonBoolean.TRUE));
        } catch (MongoSecurityException e) {
            trial.fail(notAccepted());
            return;
        } catch (MongoCommandException e) {
            trial.ok(user(""));
            members.run();
            trial.warning("the server does not say what the user may do (" + Failures.codeName(e) + ")");
            return;
        } catch (MongoException e) {
            trial.fail(notAsked(e));
            return;
        }
        trial.ok(user(version()));
        members.run();
        rights(Rights.of(status));
    }

    private BsonDocument admin(BsonDocument command) {
        return client.getDatabase("admin").runCommand(command, ReadPreference.nearest(), BsonDocument.class);
    }

    private String notAccepted() {
        return "MongoDB does not accept the user "
                + credential.map(it -> it.getUserName() + " ").orElse("")
                + "or its password: check both in the uri (special characters percent-encoded), and authSource, the"
                + " database that holds the user";
    }

    private String notAsked(MongoException e) {
        return "the server cannot be asked: " + new ServerTrouble(e, isTls).text();
    }

    private String user(String version) {
        return credential
                .map(it -> it.getUserName() + " of " + it.getSource() + ", " + mechanism(it) + version)
                .orElse("none: the uri names no user");
    }

    private static String mechanism(MongoCredential credential) {
        return Optional.ofNullable(credential.getMechanism()).orElse("SCRAM");
    }

    /// The exact one, where it is told.
    private String version() {
        try {
            var info = admin(new BsonDocument("buildInfo", new BsonInt32(1)));
            return "; server "
                    + info.getString("version", new BsonString("of no version")).getValue();
        } catch (MongoException e) {
            return "";
        }
    }

    private void rights(Rights rights) {
        if (rights.users().isEmpty()) nobody();
        else if (!rights.canFind()) trial.flaw(rights + ": the user can read nothing; grant it read on a database");
        else if (rights.isRuler())
            trial.warning(rights + ": the user rules the server; give Nexus one that can only read");
        else if (rights.canWrite()) trial.warning(rights + ": Nexus only reads; give it a user that cannot write");
        else trial.ok(rights.toString());
    }

    private void nobody() {
        try {
            admin(new BsonDocument("listDatabases", new BsonInt32(1)).append("nameOnly", BsonBoolean.TRUE));
            trial.warning(
                    "everything: whoever reaches this server may do what he likes; turn authorization on in mongod");
        } catch (MongoCommandException e) {
            trial.flaw(
                    e.getErrorCode() == UNAUTHORIZED
                            ? "none: the server wants a user; write one into the uri"
                            : "the databases cannot be listed (" + Failures.codeName(e) + ")");
        } catch (MongoException e) {
            trial.fail(notAsked(e));
        }
    }
}
