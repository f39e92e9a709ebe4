package nexus.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What customers wrote to the support desk, mostly about an order of theirs.
final class Tickets {
    private static final int COUNT = 2_000;
    private static final Duration LONGEST_PATIENCE = Duration.ofDays(30);
    private static final Duration LONGEST_ANSWER = Duration.ofDays(2);

    private static final List<String> STATUSES = List.of("closed", "closed", "closed", "solved", "waiting", "open");
    private static final List<String> PRIORITIES = List.of("low", "normal", "normal", "normal", "high", "urgent");
    private static final List<String> AGENTS = List.of("agent.ines", "agent.jo", "agent.sam");

    private Tickets() {}

    static List<Document> of(List<Customer> customers, List<Orders.Order> orders) {
        var dice = Dice.of(4);
        return IntStream.rangeClosed(1, COUNT)
                .mapToObj(number -> one(number, customers, dice.one(orders), dice))
                .toList();
    }

    private static Document one(int number, List<Customer> customers, Orders.Order order, Dice dice) {
        var topic = dice.one(Topic.ALL);
        var aboutOrder = !topic.tag().equals("account") && dice.percent(85);
        var openedAt = order.at().plus(dice.within(LONGEST_PATIENCE));
        var ticket = new Document("_id", Ids.TICKET.of(openedAt, number))
                .append("customerId", aboutOrder ? order.customerId() : anyone(customers, dice))
                .append("orderId", aboutOrder ? order.id() : null)
                .append("topic", topic.tag())
                .append("status", dice.one(STATUSES))
                .append("priority", dice.one(PRIORITIES))
                .append("openedAt", openedAt)
                .append("subject", dice.one(topic.subjects()))
                .append("body", body(topic, dice));
        return ticket.append("messages", messages(topic, openedAt, dice));
    }

    private static ObjectId anyone(List<Customer> customers, Dice dice) {
        return dice.one(customers).id();
    }

    private static String body(Topic topic, Dice dice) {
        var sentences = new ArrayList<String>();
        sentences.add(dice.one(Topic.GREETINGS));
        for (int left = dice.between(1, 3); left > 0; left--) {
            var story = dice.one(topic.stories());
            if (!sentences.contains(story)) sentences.add(story);
        }
        sentences.add(dice.one(Topic.WISHES));
        return String.join(" ", sentences);
    }

    private static List<Document> messages(Topic topic, Instant openedAt, Dice dice) {
        var messages = new ArrayList<Document>();
        var at = openedAt;
        for (int left = dice.between(0, 4); left > 0; left--) {
            at = at.plus(dice.within(LONGEST_ANSWER));
            var fromDesk = messages.size() % 2 == 0;
            messages.add(new Document("author", fromDesk ? dice.one(AGENTS) : "customer")
                    .append("at", at)
                    .append("text", dice.one(fromDesk ? topic.answers() : Topic.THANKS)));
        }
        messages.trimToSize();
        return messages;
    }
}
