package nexus.mcp.catalog;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nexus.mcp.json.JsonText;

/// A prompt as a value: what a person is told about it, and the messages it becomes.
///
/// @param name        1 to 64 characters of `A-Za-z0-9_-.`
/// @param title       for people
/// @param description for people, one sentence
/// @param arguments   in the order in which they are published
/// @param action      makes the messages
public record Prompt(String name, String title, String description, List<PromptArgument> arguments, Action action) {
    public Prompt {
        arguments = List.copyOf(arguments);
    }

    /// One argument; always a string.
    public record PromptArgument(String name, String description, boolean isRequired, Completer completer) {}

    /// Makes the messages of one call.
    @FunctionalInterface
    public interface Action {
        /// Makes them.
        ///
        /// @param arguments by name; the required ones are there
        Result make(Map<String, String> arguments, Call call);
    }

    /// What a call came to.
    public sealed interface Result {
        /// The messages for the model.
        record Messages(List<Message> messages) implements Result {
            public Messages {
                messages = List.copyOf(messages);
            }
        }

        /// It can go on only with answers, as [ToolResult.Ask].
        record Ask(List<Question> questions, String state) implements Result {
            public Ask {
                questions = List.copyOf(questions);
            }
        }

        /// An argument cannot be used.
        ///
        /// @param reason what was wrong and what to do
        record Refused(String reason) implements Result {}
    }

    /// One message.
    ///
    /// @param role `user` or `assistant`
    public record Message(String role, Content content) {
        /// The JSON of the message.
        public String json() {
            return "{\"role\":\"" + role + "\",\"content\":" + content.json() + "}";
        }
    }

    /// Messages of the user, one for each text.
    public static Result says(String... texts) {
        return new Result.Messages(List.of(texts).stream()
                .map(text -> new Message("user", Content.text(text)))
                .toList());
    }

    /// The JSON of its entry in `prompts/list`.
    ///
    /// @param withTitle whether the client's revision has titles
    public String definition(boolean withTitle) {
        return "{\"name\":" + JsonText.quoted(name)
                + (withTitle ? ",\"title\":" + JsonText.quoted(title) : "")
                + ",\"description\":" + JsonText.quoted(description)
                + arguments.stream().map(Prompt::definition).collect(Collectors.joining(",", ",\"arguments\":[", "]}"));
    }

    private static String definition(PromptArgument argument) {
        return "{\"name\":" + JsonText.quoted(argument.name()) + ",\"description\":"
                + JsonText.quoted(argument.description()) + ",\"required\":" + argument.isRequired() + "}";
    }
}
