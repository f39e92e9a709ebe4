package nexus.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The sample data as a driver sees it.
class EmbeddedMongoTest {
    private static EmbeddedMongo embedded;
    private static MongoClient client;

    @BeforeAll
    static void open() {
        embedded = EmbeddedMongo.open();
        client = MongoClients.create(embedded.uri());
    }

    @AfterAll
    static void close() {
        client.close();
        embedded.close();
    }

    @Test
    void holdsWhatItsSummarySays() {
        var expected = Map.of(
                "shop.customers", 1_000L,
                "shop.products", 200L,
                "shop.orders", 20_000L,
                "support.tickets", 2_000L,
                "types.values", 30L);
        assertEquals(expected, counts(client));
        assertEquals(
                "sample data in memory: shop (20000 orders, 1000 customers, 200 products), "
                        + "support (2000 tickets), types (30 values)",
                embedded.summary());
    }

    @Test
    void servesTheSameBytesOnEveryStart() throws Exception {
        try (var again = EmbeddedMongo.open();
                var other = MongoClients.create(again.uri())) {
            assertEquals(hash(client), hash(other));
        }
    }

    @Test
    void totalsAreTheSumsOfTheirItems() {
        for (var order : collection("shop", "orders").find()) {
            var sum = order.getList("items", Document.class).stream()
                    .map(EmbeddedMongoTest::cost)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertEquals(sum, order.get("total", Decimal128.class).bigDecimalValue(), () -> order.toJson());
        }
    }

    private static BigDecimal cost(Document item) {
        var price = item.get("unitPrice", Decimal128.class).bigDecimalValue();
        return price.multiply(BigDecimal.valueOf(item.getInteger("quantity")));
    }

    @Test
    void ordersLeadToCustomersAndProducts() {
        var customers = ids("shop", "customers");
        var products = ids("shop", "products");
        for (var order : collection("shop", "orders").find()) {
            assertTrue(customers.contains(order.getObjectId("customerId")), order::toJson);
            var items = order.getList("items", Document.class);
            assertFalse(items.isEmpty());
            items.forEach(item -> assertTrue(products.contains(item.getObjectId("product")), order::toJson));
        }
    }

    @Test
    void ticketsLeadToAnOrderOfTheirCustomer() {
        var customers = ids("shop", "customers");
        var customerOf = new HashMap<ObjectId, ObjectId>();
        collection("shop", "orders")
                .find()
                .forEach(order -> customerOf.put(order.getObjectId("_id"), order.getObjectId("customerId")));
        int linked = 0;
        for (var ticket : collection("support", "tickets").find()) {
            assertTrue(customers.contains(ticket.getObjectId("customerId")), ticket::toJson);
            var order = ticket.getObjectId("orderId");
            if (order == null) continue;
            assertEquals(customerOf.get(order), ticket.getObjectId("customerId"), ticket::toJson);
            linked++;
        }
        assertTrue(linked > 1_000 && linked < 2_000, linked + " tickets name an order");
    }

    @Test
    void ordersCoverTwoYearsAndNoMore() {
        var first = Instant.parse("2024-01-01T00:00:00Z");
        var end = Instant.parse("2026-01-01T00:00:00Z");
        var months = new HashSet<String>();
        for (var order : collection("shop", "orders").find()) {
            var at = order.getDate("orderedAt").toInstant();
            assertTrue(!at.isBefore(first) && at.isBefore(end), order::toJson);
            months.add(at.toString().substring(0, 7));
        }
        assertEquals(24, months.size());
    }

    @Test
    void nobodyOrdersBeforeSigningUp() {
        var latest = oneBy("customers", "signedUpAt", -1);
        var earliest = oneBy("orders", "orderedAt", 1);
        assertTrue(latest.isBefore(earliest), latest + " < " + earliest);
    }

    private static Instant oneBy(String name, String field, int direction) {
        var document = collection("shop", name)
                .find()
                .sort(new Document(field, direction))
                .first();
        return document.getDate(field).toInstant();
    }

    @Test
    void mailGoesToNobodyReal() {
        var addresses =
                collection("shop", "customers").distinct("email", String.class).into(new ArrayList<>());
        assertEquals(1_000, addresses.size(), "every address occurs once");
        addresses.forEach(address -> assertTrue(address.matches("[a-z]+\\.[a-z]+[0-9]+@example\\.com"), address));
    }

    @Test
    void isGoneAfterClose() {
        String uri;
        try (var brief = EmbeddedMongo.open()) {
            uri = brief.uri() + "/?serverSelectionTimeoutMS=200";
        }
        try (var late = MongoClients.create(uri)) {
            assertThrows(MongoException.class, () -> counts(late));
        }
    }

    @Test
    void listsItsIndexes() {
        assertEquals(List.of("_id_", "email_1"), indexes("customers"));
        assertEquals(List.of("_id_", "sku_1"), indexes("products"));
    }

    private static List<String> indexes(String name) {
        return collection("shop", name)
                .listIndexes()
                .map(index -> index.getString("name"))
                .into(new ArrayList<>());
    }

    private static MongoCollection<Document> collection(String database, String name) {
        return client.getDatabase(database).getCollection(name);
    }

    private static Set<ObjectId> ids(String database, String name) {
        return collection(database, name)
                .find()
                .map(document -> document.getObjectId("_id"))
                .into(new HashSet<>());
    }

    private static Map<String, Long> counts(MongoClient from) {
        var counts = new HashMap<String, Long>();
        for (var name : namespaces(from)) counts.put(name, documents(from, name).countDocuments());
        return counts;
    }

    private static String hash(MongoClient from) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        for (var name : namespaces(from)) {
            documents(from, name)
                    .find()
                    .forEach(document -> digest.update(document.getByteBuffer().asNIO()));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MongoCollection<RawBsonDocument> documents(MongoClient from, String namespace) {
        var dot = namespace.indexOf('.');
        return from.getDatabase(namespace.substring(0, dot))
                .getCollection(namespace.substring(dot + 1), RawBsonDocument.class);
    }

    private static List<String> namespaces(MongoClient from) {
        var names = new ArrayList<String>();
        for (var database : from.listDatabaseNames()) {
            for (var name : from.getDatabase(database).listCollectionNames()) names.add(database + "." + name);
        }
        return names.stream().sorted().toList();
    }
}
