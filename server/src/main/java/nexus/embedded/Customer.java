package nexus.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// One who buys. All signed up before the first order.
record Customer(ObjectId id, String name, String email, Place place, Instant signedUpAt, String tier, String street) {
    private static final int COUNT = 1_000;
    private static final Instant FIRST_DAY = Instant.parse("2022-01-01T00:00:00Z");
    private static final Duration SIGNING_UP = Duration.ofDays(730);

    private static final List<String> TIERS = List.of("basic", "basic", "basic", "silver", "silver", "gold");
    private static final List<String> STREETS = List.of(
            "High Street", "Station Road", "Mill Lane", "Church Square", "Harbour Way", "Garden Row", "Park Avenue");
    private static final List<String> FIRST_NAMES = List.of(
            "Ada", "Ben", "Clara", "David", "Elif", "Finn", "Giulia", "Hugo", "Inés", "Jonas", "Kaya", "Léa", "Mateus",
            "Nina", "Omar", "Paula", "Rafael", "Sofia", "Tomás", "Uma", "Viktor", "Wanda", "Yuki", "Zoë");
    private static final List<String> LAST_NAMES = List.of(
            "Almeida", "Bauer", "Costa", "Dubois", "Evans", "Fischer", "García", "Hughes", "Ito", "Jansen", "Keller",
            "Lopez", "Müller", "Nowak", "Okafor", "Petit", "Rossi", "Silva", "Tanaka", "Weber", "Young", "Zimmer");

    static List<Customer> all() {
        var dice = Dice.of(1);
        return IntStream.rangeClosed(1, COUNT)
                .mapToObj(number -> one(number, dice))
                .toList();
    }

    static List<Document> documents(List<Customer> customers) {
        return customers.stream().map(Customer::document).toList();
    }

    private static Customer one(int number, Dice dice) {
        var first = dice.one(FIRST_NAMES);
        var last = dice.one(LAST_NAMES);
        var signedUpAt = FIRST_DAY.plus(dice.within(SIGNING_UP));
        return new Customer(
                Ids.CUSTOMER.of(signedUpAt, number),
                first + " " + last,
                address(first, last, number),
                dice.oneOfTheFirst(Place.ALL),
                signedUpAt,
                dice.one(TIERS),
                dice.between(1, 120) + " " + dice.one(STREETS));
    }

    private static String address(String first, String last, int number) {
        var plain =
                Normalizer.normalize(first + "." + last, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        return plain.toLowerCase(Locale.ROOT) + number + "@example.com";
    }

    private Document document() {
        var location =
                new Document("type", "Point").append("coordinates", List.of(place.longitude(), place.latitude()));
        return new Document("_id", id)
                .append("name", name)
                .append("email", email)
                .append("city", place.city())
                .append("country", place.country())
                .append("signedUpAt", signedUpAt)
                .append("tier", tier)
                .append("address", new Document("street", street).append("location", location));
    }
}
