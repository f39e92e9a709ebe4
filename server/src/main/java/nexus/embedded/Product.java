package nexus.embedded;

import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/// Something to buy.
///
/// @param cents       what it costs now
/// @param price       the same as MongoDB stores it; orders share it
/// @param centsIn2024 what it cost in the first year
record Product(ObjectId id, int cents, Decimal128 price, int centsIn2024, Decimal128 priceIn2024, Document document) {
    private static final int COUNT = 200;
    private static final Instant LISTED = Instant.parse("2023-12-01T08:00:00Z");

    private record Shelf(String code, String category, int leastCents, int mostCents, List<String> nouns) {}

    private static final List<Shelf> SHELVES = List.of(
            new Shelf("KIT", "kitchen", 450, 12_900, List.of("Pan", "Kettle", "Knife", "Teapot", "Scale", "Grinder")),
            new Shelf("OFF", "office", 190, 4_500, List.of("Notebook", "Lamp", "Pen Set", "Desk Mat", "Stapler")),
            new Shelf("OUT", "outdoor", 900, 34_900, List.of("Tent", "Stove", "Backpack", "Bottle", "Hammock")),
            new Shelf("TOY", "toys", 300, 6_900, List.of("Puzzle", "Kite", "Train", "Robot", "Blocks")),
            new Shelf("AUD", "audio", 1_500, 89_900, List.of("Headphones", "Speaker", "Turntable", "Microphone")));
    private static final List<String> KINDS = List.of(
            "Alpine", "Copper", "Classic", "Compact", "Folding", "Nordic", "Pocket", "Quiet", "Retro", "Studio");
    private static final List<String> TAGS =
            List.of("bestseller", "eco", "gift", "handmade", "limited", "new", "sale", "vegan");

    static List<Product> all() {
        var dice = Dice.of(2);
        return IntStream.rangeClosed(1, COUNT)
                .mapToObj(number -> one(number, dice))
                .toList();
    }

    static List<Document> documents(List<Product> products) {
        return products.stream().map(Product::document).toList();
    }

    private static Product one(int number, Dice dice) {
        var shelf = SHELVES.get(number % SHELVES.size());
        var cents = dice.between(shelf.leastCents(), shelf.mostCents());
        var earlier = cents - cents * dice.between(0, 12) / 100;
        var id = Ids.PRODUCT.of(LISTED, number);
        var document = new Document("_id", id)
                .append("sku", "%s-%04d".formatted(shelf.code(), number))
                .append("name", dice.one(KINDS) + " " + dice.one(shelf.nouns()))
                .append("category", shelf.category())
                .append("price", Money.of(cents))
                .append("stock", dice.percent(8) ? 0 : dice.between(1, 400))
                .append("tags", tags(dice))
                .append("ratings", ratings(dice));
        if (dice.percent(5)) document.append("discontinued", true);
        return new Product(id, cents, Money.of(cents), earlier, Money.of(earlier), document);
    }

    private static List<String> tags(Dice dice) {
        return IntStream.range(0, dice.between(0, 3))
                .mapToObj(_ -> dice.one(TAGS))
                .distinct()
                .toList();
    }

    private static Document ratings(Dice dice) {
        return new Document("average", dice.between(20, 50) / 10.0).append("count", dice.between(0, 900));
    }
}
