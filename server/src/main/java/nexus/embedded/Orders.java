package nexus.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Two years of orders, oldest first; more of them in November and December.
final class Orders {
    private static final int COUNT = 20_000;
    private static final Instant FIRST_DAY = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant SECOND_YEAR = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant STILL_OPEN = Instant.parse("2025-12-20T00:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);
    /// 2024 is a leap year.
    private static final Duration BOTH_YEARS = Duration.ofDays(731);

    private static final List<String> CLOSED = List.of(
            "delivered", "delivered", "delivered", "delivered", "delivered", "delivered", "cancelled", "returned");
    private static final List<String> OPEN = List.of("pending", "paid", "shipped");
    private static final List<String> COUPONS = List.of("SHIPFREE", "SPRING-SHIP", "WELCOME-SHIP");

    /// What a ticket needs to know of an order, and the order itself.
    record Order(ObjectId id, ObjectId customerId, Instant at, Document document) {}

    private record Method(String name, int cents) {}

    private static final List<Method> METHODS =
            List.of(new Method("standard", 490), new Method("express", 1290), new Method("pickup", 0));

    private Orders() {}

    static List<Order> of(List<Customer> customers, List<Product> products) {
        var dice = Dice.of(3);
        var orders = new ArrayList<Order>(COUNT);
        for (var at : times(dice)) {
            var customer = dice.oneOfTheFirst(customers);
            var id = Ids.ORDER.of(at, orders.size() + 1);
            orders.add(new Order(id, customer.id(), at, one(id, at, customer, products, dice)));
        }
        return orders;
    }

    static List<Document> documents(List<Order> orders) {
        return orders.stream().map(Order::document).toList();
    }

    private static List<Instant> times(Dice dice) {
        return Stream.generate(() -> time(dice)).limit(COUNT).sorted().toList();
    }

    /// Any second of the two years; one in eight moves into the last sixty days of its year.
    private static Instant time(Dice dice) {
        var at = FIRST_DAY.plus(dice.within(BOTH_YEARS));
        if (!dice.percent(12)) return at;
        var yearEnd = at.isBefore(SECOND_YEAR) ? SECOND_YEAR : SECOND_YEAR.plus(YEAR);
        return yearEnd.minusSeconds(1).minus(dice.within(Duration.ofDays(60)));
    }

    private static Document one(ObjectId id, Instant at, Customer customer, List<Product> products, Dice dice) {
        var coupon = dice.percent(10);
        var order = new Document("_id", id)
                .append("customerId", customer.id())
                .append("status", dice.one(at.isBefore(STILL_OPEN) ? CLOSED : OPEN))
                .append("orderedAt", at);
        addItems(order, at, products, dice);
        order.append("shipping", shipping(customer, coupon, dice));
        // Both forms of "none" occur, as they do in data that has seen several versions of a program.
        if (coupon) order.append("coupon", dice.one(COUPONS));
        else if (at.isBefore(SECOND_YEAR)) order.append("coupon", null);
        return order;
    }

    private static void addItems(Document order, Instant at, List<Product> products, Dice dice) {
        var items = new ArrayList<Document>();
        long total = 0;
        for (int left = dice.few(4); left > 0; left--) {
            var product = dice.oneOfTheFirst(products);
            var earlier = at.isBefore(SECOND_YEAR);
            int quantity = dice.few(5);
            total += (long) quantity * (earlier ? product.centsIn2024() : product.cents());
            items.add(new Document("product", product.id())
                    .append("quantity", quantity)
                    .append("unitPrice", earlier ? product.priceIn2024() : product.price()));
        }
        items.trimToSize();
        order.append("items", items).append("total", Money.of(total));
    }

    private static Document shipping(Customer customer, boolean free, Dice dice) {
        var method = dice.one(METHODS);
        return new Document("method", method.name())
                .append("country", customer.place().country())
                .append("cost", Money.of(free ? 0 : method.cents()));
    }
}
