package nexus.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import nexus.config.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A connection string as it may be shown.
class MaskedUriTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "mongodb://mongo-a, mongodb://mongo-a",
        "'mongodb://mongo-a:27017,mongo-b/shop?replicaSet=rs0', 'mongodb://mongo-a:27017,mongo-b/shop?replicaSet=rs0'",
        "mongodb://reader@mongo-a:27017/, mongodb://reader@mongo-a:27017/",
        "mongodb://reader:tiger@mongo-a:27017/, mongodb://reader:<hidden>@mongo-a:27017/",
        "mongodb+srv://reader:ti%40ger@db.example/?tls=true, mongodb+srv://reader:<hidden>@db.example/?tls=true",
        "mongodb://reader:tiger@mongo-a?tls=true, mongodb://reader:<hidden>@mongo-a?tls=true",
        "mongodb://a/?proxyHost=p&proxyPassword=tiger, mongodb://a/?proxyHost=p&proxyPassword=<hidden>",
        "mongodb://a/?w=1;proxyPassword=tiger;proxyHost=p, mongodb://a/?w=1;proxyPassword=<hidden>;proxyHost=p",
        "mongodb://a/?w=1;AUTHMECHANISMPROPERTIES=AWS_SESSION_TOKEN:tiger&ssl=true;x,"
                + " mongodb://a/?w=1;AUTHMECHANISMPROPERTIES=<hidden>&ssl=true;x",
        "mongodb://a/?appName=$1&proxyPassword=$1, mongodb://a/?appName=$1&proxyPassword=<hidden>",
        "mongodb://a/?authMechanismProperties=AWS_SESSION_TOKEN:tiger&w=1,"
                + " mongodb://a/?authMechanismProperties=<hidden>&w=1"
    })
    void hidesWhatIsSecret(String uri, String shown) {
        assertEquals(shown, MaskedUri.of(new Secret(uri)));
    }
}
