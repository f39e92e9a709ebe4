package nexus.embedded;

import java.util.List;

/// What a ticket is about.
///
/// @param subjects ways to put it in a line
/// @param stories  ways to tell it
/// @param answers  what the desk says to it
record Topic(String tag, List<String> subjects, List<String> stories, List<String> answers) {
    static final List<Topic> ALL = List.of(
            new Topic(
                    "delivery",
                    List.of("Where is my parcel?", "Delivery is late", "Parcel shown as delivered, but it is not here"),
                    List.of(
                            "The tracking page has not changed for five days.",
                            "The courier left a card with a number that nobody answers.",
                            "My neighbour did not take it in either.",
                            "It should have come last Friday."),
                    List.of(
                            "The carrier opened a search; that takes up to three working days.",
                            "The parcel went back to the depot and leaves again tomorrow.")),
            new Topic(
                    "damage",
                    List.of("Arrived broken", "Scratches on a new item", "The box was crushed"),
                    List.of(
                            "One side is dented and the lid does not close.",
                            "There is a crack from the rim to the handle.",
                            "The outer box was wet and torn open at one corner.",
                            "It rattles when I shake it."),
                    List.of(
                            "I am sorry. A replacement is on its way, and you may keep the broken one.",
                            "Please send a photo of the label, then we refund it today.")),
            new Topic(
                    "payment",
                    List.of("Charged twice", "Refund has not arrived", "Wrong amount on the invoice"),
                    List.of(
                            "My bank shows the same amount on two days.",
                            "I sent it back three weeks ago and saw no money since.",
                            "The voucher was accepted but is not on the invoice.",
                            "I need the VAT number on it for my accounts."),
                    List.of(
                            "The second booking was a reservation and disappears within a week.",
                            "The refund left us this morning; banks take two days.")),
            new Topic(
                    "product",
                    List.of("How do I clean it?", "A part is missing", "Does it fit the older model?"),
                    List.of(
                            "The manual is only about another version.",
                            "The bag of screws held three instead of four.",
                            "It works, but it is much louder than I expected.",
                            "Can it go into the dishwasher?"),
                    List.of("By hand and without soap, please.", "We post the missing part today, free of charge.")),
            new Topic(
                    "account",
                    List.of("Cannot sign in", "Please change my address", "Delete my data"),
                    List.of(
                            "The link in the mail says that it has expired.",
                            "I moved last month and the old address keeps coming back.",
                            "I get the newsletter although I unsubscribed twice.",
                            "The code never reaches my phone."),
                    List.of(
                            "I sent you a fresh link; it is good for an hour.",
                            "Done. It can take a day until every page shows it.")));

    static final List<String> GREETINGS = List.of("Hello,", "Good morning,", "Dear team,", "Hi there,");
    static final List<String> WISHES = List.of(
            "Please tell me what happens next.",
            "I would like my money back.",
            "A replacement would be fine.",
            "It is a present and I need it by Saturday.",
            "There is no hurry.");
    static final List<String> THANKS =
            List.of("Thank you, that helped.", "It is still not solved.", "Perfect, thanks!", "Any news on this?");
}
