package nexus.tools;

import java.util.List;
import java.util.stream.Stream;
import nexus.mcp.catalog.Completer;
import nexus.mcp.catalog.Prompt;
import nexus.mcp.catalog.Prompt.PromptArgument;

/// What a person can ask an agent to do with a database, each prompt with what the database tells about the subject.
public final class MongoPrompts {
    private final Subjects subjects;
    private final Proposals proposals;
    private final Briefing.Part collections;
    private final List<Briefing.Part> structure;

    private MongoPrompts(Sources sources) {
        var pages = new Pages(sources);
        subjects = new Subjects(sources);
        proposals = new Proposals(sources, Sources.CONNECTION.name());
        collections = new Briefing.Part(Place.DATABASE, pages::collections);
        structure = List.of(
                new Briefing.Part(Place.SCHEMA, pages::schema), new Briefing.Part(Place.INDEXES, pages::indexes));
    }

    /// All of them, in the order in which they are listed.
    ///
    /// @throws IllegalStateException if the program was built without their texts
    public static List<Prompt> all(Sources sources) {
        var prompts = new MongoPrompts(sources);
        return List.of(prompts.explore(), prompts.explain(), prompts.write());
    }

    private Prompt explore() {
        return prompt(
                "explore-database",
                "Explore a database",
                "Finds out what a database holds and how its collections hang together.",
                List.of(database()),
                List.of(collections));
    }

    private Prompt explain() {
        var query = required("query", "The query, in any notation.", Completer.NONE);
        return prompt(
                "explain-slow-query",
                "Explain a slow query",
                "Finds out why a query is slow, and which index or other form would help.",
                List.of(database(), collection(), query),
                structure);
    }

    private Prompt write() {
        var goal = required("goal", "What the outcome should tell, in plain words.", Completer.NONE);
        var field = new PromptArgument("field", "Group or filter by this field.", false, proposals.fields());
        return prompt(
                "write-aggregation",
                "Write an aggregation",
                "Writes an aggregation pipeline for a goal, tries it, and explains it.",
                List.of(database(), collection(), goal, field),
                structure);
    }

    private Prompt prompt(
            String name, String title, String description, List<PromptArgument> arguments, List<Briefing.Part> parts) {
        var names = arguments.stream().map(PromptArgument::name).toList();
        var briefing = new Briefing(Bundled.text(name + ".md"), names, parts);
        return new Prompt(
                name,
                title,
                description,
                Stream.concat(arguments.stream(), Stream.of(connection())).toList(),
                (given, call) -> briefing.give(subjects.find(given, call), given, call));
    }

    private PromptArgument database() {
        return required("database", "Name of the database.", proposals.databases());
    }

    private PromptArgument collection() {
        return required("collection", "Name of the collection.", proposals.collections());
    }

    private PromptArgument connection() {
        return new PromptArgument(
                Sources.CONNECTION.name(), Sources.CONNECTION.description(), false, proposals.connections());
    }

    private static PromptArgument required(String name, String description, Completer completer) {
        return new PromptArgument(name, description, true, completer);
    }
}
